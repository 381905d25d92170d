-- What tasks are linked with and is no task: handoffs and incidents, as those who have them told it last. Their words are not
-- here where they are for few. Nothing is NULL.
CREATE TABLE task_thing (
    workspace_id BIGINT NOT NULL,
    -- HO-4, INC-2.
    key TEXT NOT NULL,
    -- Empty: it is for few.
    title TEXT NOT NULL,
    -- As its owner calls it: accepted, resolved.
    state TEXT NOT NULL,
    -- 1 while what waits for it waits.
    waits BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, key)
);
-- What an incident was linked with by others, by key: TASK-7.
CREATE TABLE incident_link (
    workspace_id BIGINT NOT NULL,
    incident BIGINT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (workspace_id, incident, key)
);
