-- Durable timers. `next_try` is the due moment at first, the end of a lease while a process runs it, and the next attempt
-- after a failure: one index finds all there is to do, however many are armed.
CREATE TABLE timer (
    workspace_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    due BIGINT NOT NULL,
    next_try BIGINT NOT NULL,
    -- Milliseconds after which it is no longer useful; -1 = always run.
    skip_after BIGINT NOT NULL,
    payload TEXT NOT NULL,
    -- The claim that runs it now; empty = nobody.
    lease_by TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT NOT NULL,
    PRIMARY KEY (workspace_id, kind, subject)
);
CREATE INDEX timer_next_try ON timer (next_try);
