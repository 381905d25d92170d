INSERT INTO scan_finding (workspace_id, integration, finding, made, made_at, gone_at) VALUES (1, 1, 'CVE-2026-1', 'HO-3', 1767571200000, 0);
INSERT INTO scan_rest (workspace_id, integration, made) VALUES (1, 1, 'TASK-7');
