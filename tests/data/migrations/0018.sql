INSERT INTO handoff (workspace_id, number, playbook, from_department, to_department, title, details, project, priority, wanted_at,
    particulars, file, origin, parent, incident, state, is_open, state_by, state_at, asked_in, requested_by, requested_at, assignee,
    accepted_by, accepted_at, words, outcome, returns, signed_sender, signed_sender_at, signed_receiver, signed_receiver_at, leg,
    leg_at, clocks, due_at, confirms_at, snoozed_until, version)
    VALUES (1, 1, 'general', 1, 2, 'A server', '', '', 'normal', 0, '{"version":1,"said":{}}', 'null', '"person"', 0, 0, 'requested', 1,
    11, 1767571200000, 'requested', 11, 1767571200000, 0, 0, 0, '{}', '{}', 0, 0, 0, 0, 0, 0, 1767571200000,
    '{"respond":{"limit":32400000,"spent":0,"since":1767571200000},"complete":{"limit":162000000,"spent":0,"since":1767571200000}}',
    1767603600000, 0, 0, 1);
INSERT INTO handoff_leg (workspace_id, handoff, leg, department_id, began_at, ended_at, respond_ms, complete_ms, spent_ms, late,
    returns, ended) VALUES (1, 1, 0, 2, 1767571200000, 1767603600000, 3600000, -1, 3600000, 0, 0, 'passed');
INSERT INTO handoff_draft (workspace_id, number, user_id, made_at, content) VALUES (1, 1, 11, 1767571200000, '{"title":"A server"}');
INSERT INTO handoff_freeze (workspace_id, number, begins_at, ends_at, reason, made_by, ended_by)
    VALUES (1, 1, 1767571200000, 1767603600000, 'Holidays', 11, 0);
