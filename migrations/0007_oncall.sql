-- On call: who is asked first when something breaks. Nothing is NULL: 0 and '' mean "not set".
-- A layer of a rotation; those of one department and name lie on one another, the highest place wins.
CREATE TABLE rotation (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    -- '': the department's own.
    name TEXT NOT NULL,
    layer BIGINT NOT NULL,
    -- JSON array of users, in the order of their turns.
    members TEXT NOT NULL,
    -- hour, day, week or month, and how many of them a turn is.
    unit TEXT NOT NULL,
    count BIGINT NOT NULL,
    -- The local day and minute of the first handoff.
    first_day TEXT NOT NULL,
    at_minute BIGINT NOT NULL,
    zone TEXT NOT NULL,
    -- Seven 0 or 1, Monday first, and minutes after midnight: only at these hours. '': always.
    only_days TEXT NOT NULL,
    only_from BIGINT NOT NULL,
    only_to BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE UNIQUE INDEX rotation_layer ON rotation (workspace_id, department_id, name, layer);
CREATE TABLE oncall_override (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    rotation TEXT NOT NULL,
    user_id BIGINT NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX oncall_override_of ON oncall_override (workspace_id, department_id, rotation, to_at);
-- Who was on call when that was last looked at, so that a change is told once.
CREATE TABLE oncall_holder (
    workspace_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    rotation TEXT NOT NULL,
    -- 0: nobody.
    user_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, department_id, rotation)
);
-- Other roads to a person, in the order they are tried after direct messages.
CREATE TABLE contact (
    workspace_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    -- mail or hook.
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (workspace_id, user_id, kind)
);
-- Two people who want each other's shift; nothing changes before the other one agrees.
CREATE TABLE oncall_swap (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    rotation TEXT NOT NULL,
    asked_by BIGINT NOT NULL,
    asked BIGINT NOT NULL,
    -- The asker's shift, and the one they take for it.
    one_from BIGINT NOT NULL,
    one_to BIGINT NOT NULL,
    other_from BIGINT NOT NULL,
    other_to BIGINT NOT NULL,
    -- asked, accepted, declined or lapsed.
    state TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
-- Addresses of calendar files; only the hash of what is in them is kept.
CREATE TABLE calendar_feed (
    workspace_id BIGINT NOT NULL,
    -- Whose shifts, or 0: a department's.
    user_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    token_hash TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, user_id, department_id)
);
CREATE UNIQUE INDEX calendar_feed_token ON calendar_feed (token_hash);
