INSERT INTO platform_fact (workspace_id, kind, subject, detail, since) VALUES (1572038560972800001, 'channel-shut', 1572038560972800010, '["permission-send-messages"]', 1767571200000);
INSERT INTO reach_problem (workspace_id, department_id, name, message, what, since, solved_at) VALUES (1572038560972800001, 7, 'left/1572038560972800003', 1, '{"left":{"user":1572038560972800003,"parts":["lead"]}}', 1767571200000, 0);
INSERT INTO reach_look (workspace_id, wanted, due_at) VALUES (1572038560972800001, 3, 1767657600000);
