INSERT INTO escalation_policy (workspace_id, number, department_id, name, levels, repeats) VALUES (1572038560972800001, 1, 1, '夜间 night', 'primary 5m > lead 15m', 2);
INSERT INTO escalation_rule (workspace_id, department_id, severity, service, policy) VALUES (1572038560972800001, 1, 'sev1', 'db', 1);
