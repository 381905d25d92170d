INSERT INTO handoff_sum (workspace_id, day, department_id, ended, respond_minutes, responded, complete_minutes, completed, late, returns) VALUES (1, 20458, 2, 1, 60, 1, 0, 0, 0, 0);
