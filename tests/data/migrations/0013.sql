INSERT INTO watch_ear (workspace_id, revision, told_at) VALUES (1572038560972800001, 3, 1767571200000);
