-- Digests: what a department's channel is told on a schedule.
CREATE TABLE digest (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    schedule TEXT NOT NULL,
    zone TEXT NOT NULL,
    -- JSON array of section names; empty: all that exist.
    sections TEXT NOT NULL,
    -- active or paused, by whom and when.
    state TEXT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    -- The moment up to which the last digest told what happened.
    told_until BIGINT NOT NULL,
    -- What the last one said and under which message key, so that an unchanged one edits it.
    last_print TEXT NOT NULL,
    last_key TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX digest_department ON digest (workspace_id, department_id);
