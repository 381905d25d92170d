-- Pages the bot sends itself, to see that a page arrives and how long it takes.
CREATE TABLE drill (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    -- The moment it was due at: of several processes one does it.
    slot BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    -- When what was sent had been stored, and when its card stood and was acknowledged; 0: not yet.
    received_at BIGINT NOT NULL,
    acknowledged_at BIGINT NOT NULL,
    -- The incident it opened while it runs.
    incident BIGINT NOT NULL,
    -- '' while it runs, then passed, late or lost.
    outcome TEXT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE UNIQUE INDEX drill_slot ON drill (workspace_id, slot);
