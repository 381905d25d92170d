-- Escalation policies, and where each holds.
CREATE TABLE escalation_policy (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- As people type it: primary 5m > secondary 10m > lead 15m.
    levels TEXT NOT NULL,
    repeats BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
-- The most particular one that fits an incident holds: service before severity before department.
CREATE TABLE escalation_rule (
    workspace_id BIGINT NOT NULL,
    -- 0 and '': any.
    department_id BIGINT NOT NULL,
    severity TEXT NOT NULL,
    service TEXT NOT NULL,
    policy BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, department_id, severity, service)
);
