INSERT INTO incident_action (workspace_id, number, incident, text, owner, due_day, made_by, made_at, done_by, done_at)
    VALUES (1, 1, 1, 'Alert on a full disk earlier', 12, '2026-01-12', 11, 1767571200000, 0, 0);
INSERT INTO incident_review (workspace_id, incident, due, asked_by, asked_at, held_by, held_at)
    VALUES (1, 1, 1768176000000, 11, 1767571200000, 0, 0);
