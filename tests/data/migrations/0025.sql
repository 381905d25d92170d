INSERT INTO task_thing (workspace_id, key, title, state, waits) VALUES (1572038560972800001, 'HO-1', '数据库很慢', 'accepted', 1);
INSERT INTO incident_link (workspace_id, incident, key) VALUES (1572038560972800001, 1, 'TASK-1');
