-- Incidents: what happened, who has it, and where its paging stands. Nothing is NULL: 0 and '' mean "not set".
CREATE TABLE incident (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    -- fault, security, data, customer.
    kind TEXT NOT NULL,
    -- sev1 (the worst) to sev4.
    severity TEXT NOT NULL,
    -- triggered, acknowledged, mitigated, resolved, closed; by whom (0: a source from outside) and when.
    state TEXT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    title TEXT NOT NULL,
    service TEXT NOT NULL,
    project TEXT NOT NULL,
    details TEXT NOT NULL,
    -- 1: customer service and support hear of it in plain words.
    customers BIGINT NOT NULL,
    -- JSON: where it came from.
    origin TEXT NOT NULL,
    -- Where its card stands.
    channel_id BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    acknowledged_at BIGINT NOT NULL,
    acknowledged_by BIGINT NOT NULL,
    mitigated_at BIGINT NOT NULL,
    resolved_at BIGINT NOT NULL,
    closed_at BIGINT NOT NULL,
    -- The incident that carries on for it.
    merged_into BIGINT NOT NULL,
    cause TEXT NOT NULL,
    impact TEXT NOT NULL,
    commander BIGINT NOT NULL,
    communications BIGINT NOT NULL,
    scribe BIGINT NOT NULL,
    -- The last update, as it was written.
    update_text TEXT NOT NULL,
    update_at BIGINT NOT NULL,
    update_by BIGINT NOT NULL,
    -- JSON: what the alerts that belong to it come to, for its card.
    alerts TEXT NOT NULL,
    -- 0: the policy of the department and severity.
    policy BIGINT NOT NULL,
    -- JSON: phase, level, deadlines.
    paging TEXT NOT NULL,
    -- The department it was declared for, when another one has it.
    affected BIGINT NOT NULL,
    -- How many incidents were merged into it.
    absorbed BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX incident_state ON incident (workspace_id, state, number);
CREATE INDEX incident_department ON incident (workspace_id, department_id, opened_at);
CREATE INDEX incident_merged ON incident (workspace_id, merged_into);
