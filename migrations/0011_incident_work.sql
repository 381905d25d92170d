-- What is to be done after an incident. Nothing is NULL: 0 and '' mean "not set".
CREATE TABLE incident_action (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    incident BIGINT NOT NULL,
    text TEXT NOT NULL,
    owner BIGINT NOT NULL,
    -- On the owner's calendar: 2026-01-04.
    due_day TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    done_by BIGINT NOT NULL,
    done_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX incident_action_incident ON incident_action (workspace_id, incident);
CREATE INDEX incident_action_owner ON incident_action (workspace_id, owner, done_at);
-- The conversation about what was learnt: asked for with the postmortem.
CREATE TABLE incident_review (
    workspace_id BIGINT NOT NULL,
    incident BIGINT NOT NULL,
    due BIGINT NOT NULL,
    asked_by BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    held_by BIGINT NOT NULL,
    held_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, incident)
);
