-- Budgets: envelopes in a tree, what was planned, spent and promised, and what was told of it.
CREATE TABLE budget_envelope (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- 0: none.
    parent BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    project TEXT NOT NULL,
    currency TEXT NOT NULL,
    zone TEXT NOT NULL,
    -- once, month, quarter, year; the days are those of once, the second is the first day after it.
    period TEXT NOT NULL,
    first_day TEXT NOT NULL,
    end_day TEXT NOT NULL,
    fiscal_month BIGINT NOT NULL,
    -- none, under, over, both; -1: carried over whole.
    rollover TEXT NOT NULL,
    rollover_cap BIGINT NOT NULL,
    -- Shares of the months of a period; empty: even.
    curve TEXT NOT NULL,
    -- run-rate, blend
    method TEXT NOT NULL,
    owner BIGINT NOT NULL,
    -- restricted, members
    visibility TEXT NOT NULL,
    rules TEXT NOT NULL,
    -- Minor units; -1: nothing needs an approval.
    approval_over BIGINT NOT NULL,
    -- What each period begins with, in minor units.
    amount BIGINT NOT NULL,
    -- The period that is open, or the last one; its number of limits so far less one.
    period_start TEXT NOT NULL,
    generation BIGINT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE TABLE budget_period (
    workspace_id BIGINT NOT NULL,
    envelope BIGINT NOT NULL,
    first_day TEXT NOT NULL,
    end_day TEXT NOT NULL,
    -- With what was carried over, which is counted in `carried`.
    amount BIGINT NOT NULL,
    carried BIGINT NOT NULL,
    -- Frozen when it closed; 0 while it is open.
    actual BIGINT NOT NULL,
    closed_at BIGINT NOT NULL,
    -- The total after entries that came late, and when the last came; 0: none.
    restated BIGINT NOT NULL,
    restated_at BIGINT NOT NULL,
    -- A late entry took it past its limit, which was told.
    late_told BIGINT NOT NULL,
    -- The last entry that an alert has told of.
    told_entry BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, envelope, first_day)
);
CREATE TABLE budget_limit (
    workspace_id BIGINT NOT NULL,
    envelope BIGINT NOT NULL,
    period_start TEXT NOT NULL,
    generation BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    valid_from BIGINT NOT NULL,
    decision BIGINT NOT NULL,
    by_user BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (workspace_id, envelope, period_start, generation)
);
CREATE TABLE budget_entry (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    envelope BIGINT NOT NULL,
    day TEXT NOT NULL,
    minor BIGINT NOT NULL,
    -- actual, income
    kind TEXT NOT NULL,
    one_off BIGINT NOT NULL,
    category TEXT NOT NULL,
    vendor TEXT NOT NULL,
    note TEXT NOT NULL,
    -- The number others know it by; empty: none.
    reference TEXT NOT NULL,
    -- What it was in another currency, and the rate in billionths; empty and 0: it was in the envelope's.
    original_minor BIGINT NOT NULL,
    original_currency TEXT NOT NULL,
    rate BIGINT NOT NULL,
    -- What it settles, corrects, and is corrected by; 0: nothing.
    commitment BIGINT NOT NULL,
    corrects BIGINT NOT NULL,
    corrected_by BIGINT NOT NULL,
    receipt TEXT NOT NULL,
    by_user BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE UNIQUE INDEX budget_entry_reference ON budget_entry (workspace_id, envelope, reference) WHERE reference <> '';
CREATE INDEX budget_entry_of ON budget_entry (workspace_id, envelope, number);
-- Sums of an envelope and all below it, kept in the transaction that books: what a status costs does not grow with the ledger.
CREATE TABLE budget_day (
    workspace_id BIGINT NOT NULL,
    envelope BIGINT NOT NULL,
    day TEXT NOT NULL,
    actual BIGINT NOT NULL,
    one_off BIGINT NOT NULL,
    income BIGINT NOT NULL,
    -- Open commitments expected on that day.
    committed BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, envelope, day)
);
CREATE TABLE budget_share (
    workspace_id BIGINT NOT NULL,
    envelope BIGINT NOT NULL,
    -- 2026-04
    month TEXT NOT NULL,
    -- category, vendor
    dimension TEXT NOT NULL,
    label TEXT NOT NULL,
    minor BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, envelope, month, dimension, label)
);
CREATE INDEX budget_share_top ON budget_share (workspace_id, envelope, dimension, month, minor);
CREATE TABLE budget_commitment (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    envelope BIGINT NOT NULL,
    minor BIGINT NOT NULL,
    expected_day TEXT NOT NULL,
    -- reserved, approved, settled, released
    state TEXT NOT NULL,
    decision BIGINT NOT NULL,
    -- The expense that it becomes, as JSON.
    expense TEXT NOT NULL,
    by_user BIGINT NOT NULL,
    at BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE TABLE budget_state (
    workspace_id BIGINT NOT NULL,
    envelope BIGINT NOT NULL,
    period_start TEXT NOT NULL,
    rule TEXT NOT NULL,
    generation BIGINT NOT NULL,
    fire BIGINT NOT NULL,
    fired BIGINT NOT NULL,
    silent BIGINT NOT NULL,
    at BIGINT NOT NULL,
    value BIGINT NOT NULL,
    under_days BIGINT NOT NULL,
    under_day TEXT NOT NULL,
    PRIMARY KEY (workspace_id, envelope, period_start, rule, generation, fire)
);
CREATE TABLE budget_alert (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    -- The envelope that heads the message.
    envelope BIGINT NOT NULL,
    period_start TEXT NOT NULL,
    class TEXT NOT NULL,
    -- What was told, as JSON.
    facts TEXT NOT NULL,
    -- waiting, posted, folded
    state TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- What stands under it now; empty: as told.
    since TEXT NOT NULL,
    acked_by BIGINT NOT NULL,
    acked_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX budget_alert_of ON budget_alert (workspace_id, envelope, period_start);
-- An expense that waits for its author to say yes, and rows of a file on their way into the ledger.
CREATE TABLE budget_draft (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    expense TEXT NOT NULL,
    by_user BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE TABLE budget_import_row (
    workspace_id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    line BIGINT NOT NULL,
    envelope BIGINT NOT NULL,
    day TEXT NOT NULL,
    minor BIGINT NOT NULL,
    kind TEXT NOT NULL,
    one_off BIGINT NOT NULL,
    category TEXT NOT NULL,
    vendor TEXT NOT NULL,
    note TEXT NOT NULL,
    reference TEXT NOT NULL,
    original_minor BIGINT NOT NULL,
    original_currency TEXT NOT NULL,
    rate BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, import, line)
);
