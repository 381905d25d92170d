-- Tasks: work of a kind, who has it, and where it stands. Nothing is NULL: 0 and '' mean "not set".
-- Made for a million in one workspace: whatever is listed is read along an index, a page at a time.
CREATE TABLE task (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    -- The catalogue's key, and its flow when the task was made: task, record, run, case.
    kind TEXT NOT NULL,
    flow TEXT NOT NULL,
    title TEXT NOT NULL,
    details TEXT NOT NULL,
    project TEXT NOT NULL,
    -- low, normal, high, urgent.
    priority TEXT NOT NULL,
    -- everyone, department, lead: who sees more than its key.
    visible TEXT NOT NULL,
    -- As the flow has it, by whom (0: Liaison itself) and when.
    state TEXT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    -- 1 while something is still to be done about it.
    is_open BIGINT NOT NULL,
    stage TEXT NOT NULL,
    requester BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    assignee BIGINT NOT NULL,
    -- 1: they took it themselves, so that it is free again when they are away.
    claimed BIGINT NOT NULL,
    -- When somebody took it first.
    taken_at BIGINT NOT NULL,
    respond_by BIGINT NOT NULL,
    -- What is due never has the last moment there is, so that it stands last.
    due_at BIGINT NOT NULL,
    -- The last thing that somebody did to it.
    touched_at BIGINT NOT NULL,
    snoozed_until BIGINT NOT NULL,
    closed_at BIGINT NOT NULL,
    -- The schedule it came from.
    recurring BIGINT NOT NULL,
    -- Where its card stands, and the channel of the room in which who asked talks with the department.
    channel_id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    -- 1 to 5, what was said with it, and when.
    csat BIGINT NOT NULL,
    csat_text TEXT NOT NULL,
    csat_at BIGINT NOT NULL,
    -- JSON: particulars, outcome, checklist, proof, what was told, where it came from.
    more TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX task_mine ON task (workspace_id, assignee, due_at, number) WHERE is_open = 1;
CREATE INDEX task_due ON task (workspace_id, due_at, number) WHERE is_open = 1;
CREATE INDEX task_department_due ON task (workspace_id, department_id, due_at, number) WHERE is_open = 1;
CREATE INDEX task_kind_due ON task (workspace_id, department_id, kind, due_at, number) WHERE is_open = 1;
CREATE INDEX task_waiting ON task (workspace_id, department_id, respond_by, number) WHERE is_open = 1 AND assignee = 0;
CREATE INDEX task_department ON task (workspace_id, department_id, number);
CREATE INDEX task_state ON task (workspace_id, department_id, state, number);
CREATE INDEX task_project ON task (workspace_id, project, number) WHERE project <> '';
CREATE INDEX task_asked ON task (workspace_id, requester, number) WHERE is_open = 1;
CREATE INDEX task_csat ON task (workspace_id, department_id, csat_at) WHERE csat > 0;
-- What people say about a task.
CREATE TABLE task_comment (
    workspace_id BIGINT NOT NULL,
    task BIGINT NOT NULL,
    number BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (workspace_id, task, number)
);
-- Who wants to hear of it.
CREATE TABLE task_watcher (
    workspace_id BIGINT NOT NULL,
    task BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, task, user_id)
);
-- What a task has to do with something else, by key: TASK-3, HO-4, INC-2.
CREATE TABLE task_link (
    workspace_id BIGINT NOT NULL,
    from_key TEXT NOT NULL,
    -- blocks, caused-by, part-of, verifies.
    relation TEXT NOT NULL,
    to_key TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, from_key, relation, to_key)
);
CREATE INDEX task_link_to ON task_link (workspace_id, to_key);
-- Work that comes again and again.
CREATE TABLE task_recurring (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    details TEXT NOT NULL,
    project TEXT NOT NULL,
    priority TEXT NOT NULL,
    -- 0: whoever's turn it is.
    assignee BIGINT NOT NULL,
    schedule TEXT NOT NULL,
    -- Milliseconds after which each is due; 0: as its kind says.
    due_after BIGINT NOT NULL,
    -- 1: on holidays too.
    holidays BIGINT NOT NULL,
    -- active, paused or deleted, by whom and when.
    state TEXT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    -- The newest occurrence.
    last_task BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX task_recurring_state ON task_recurring (workspace_id, state, department_id);
-- How many open tasks somebody wants at most, and when they were last given one by rotation.
CREATE TABLE task_person (
    workspace_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    cap BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, user_id)
);
-- What somebody who hears of things once a day has not heard yet, in their language.
CREATE TABLE task_news (
    workspace_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (workspace_id, user_id, number)
);
