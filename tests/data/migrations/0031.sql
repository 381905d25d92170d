INSERT INTO watch_made (workspace_id, watch, said, made, made_at) VALUES (1, 1, 'restart web-1', 'TASK-7', 1767571200000);
