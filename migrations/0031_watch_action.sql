-- What a message that fits a watch rule does: incident, task or handoff.
ALTER TABLE watch_rule ADD COLUMN action TEXT NOT NULL DEFAULT 'incident';
-- What messages became: the same words are not made anew while that is open, and a rule makes only so much in a day.
CREATE TABLE watch_made (
    workspace_id BIGINT NOT NULL,
    watch BIGINT NOT NULL,
    -- Its first line.
    said TEXT NOT NULL,
    -- The key of what it became: TASK-7, HO-3.
    made TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, watch, said)
);
CREATE INDEX watch_made_at ON watch_made (workspace_id, watch, made_at);
