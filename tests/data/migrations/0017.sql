INSERT INTO task (workspace_id, number, department_id, kind, flow, title, details, project, priority, visible, state, state_by,
    state_at, is_open, stage, requester, made_at, assignee, claimed, taken_at, respond_by, due_at, touched_at, snoozed_until,
    closed_at, recurring, channel_id, room_id, csat, csat_text, csat_at, more, version)
    VALUES (1, 1, 2, 'backup', 'run', 'Back up the ledger', '', '', 'high', 'everyone', 'scheduled', 0, 1767571200000, 1, '', 11,
    1767571200000, 12, 0, 0, 0, 1767600000000, 1767571200000, 0, 0, 1, 900, 0, 0, '', 0,
    '{"version":1,"checks":[{"text":"Check the log","by":12,"at":1767571200000}],"told":["soon"]}', 1);
INSERT INTO task_comment (workspace_id, task, number, user_id, at, text) VALUES (1, 1, 1, 12, 1767571200000, 'Runs');
INSERT INTO task_watcher (workspace_id, task, user_id) VALUES (1, 1, 11);
INSERT INTO task_link (workspace_id, from_key, relation, to_key, made_by, made_at)
    VALUES (1, 'TASK-1', 'blocks', 'TASK-2', 11, 1767571200000);
INSERT INTO task_recurring (workspace_id, number, department_id, kind, title, details, project, priority, assignee, schedule,
    due_after, holidays, state, state_by, state_at, last_task)
    VALUES (1, 1, 2, 'backup', 'Back up the ledger', '', '', 'high', 0, 'daily 02:00', 0, 1, 'active', 11, 1767571200000, 1);
INSERT INTO task_person (workspace_id, user_id, cap, last_at) VALUES (1, 12, 5, 1767571200000);
INSERT INTO task_news (workspace_id, user_id, number, text) VALUES (1, 11, 1, 'TASK-1 is done');
