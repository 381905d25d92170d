-- Every page that was given out: for the timeline, for statistics, and to say on it who acknowledged.
CREATE TABLE incident_page (
    workspace_id BIGINT NOT NULL,
    incident BIGINT NOT NULL,
    -- Its number within the incident; the message key ends with it.
    attempt BIGINT NOT NULL,
    -- person, channel, office or thread; and which person or channel.
    kind TEXT NOT NULL,
    who BIGINT NOT NULL,
    -- direct, mail, hook, or '' for who is no person.
    route TEXT NOT NULL,
    level BIGINT NOT NULL,
    round BIGINT NOT NULL,
    -- JSON: why it rang.
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- sent, or refused by the road.
    outcome TEXT NOT NULL,
    -- 1: it says who acknowledged; nothing is to be done about it any more.
    settled BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, incident, attempt)
);
CREATE INDEX incident_page_at ON incident_page (workspace_id, at);
