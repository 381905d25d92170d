-- Titles of tasks and handoffs are found by their words from now on. Those there were before are made findable in parts, the newest
-- first, by a timer of each workspace that arms itself again until it is through.
INSERT INTO timer (workspace_id, kind, subject, due, next_try, skip_after, payload, lease_by, attempts, last_error)
SELECT workspace_id, 'task:titles', '', MAX(made_at), MAX(made_at), -1, '{}', '', 0, '' FROM task GROUP BY workspace_id;
INSERT INTO timer (workspace_id, kind, subject, due, next_try, skip_after, payload, lease_by, attempts, last_error)
SELECT workspace_id, 'handoff:titles', '', MAX(requested_at), MAX(requested_at), -1, '{}', '', 0, '' FROM handoff GROUP BY workspace_id;
