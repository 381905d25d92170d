-- What comes from outside: integrations and their alerts, silences, heartbeats, watch rules. Nothing is NULL: 0 and '' mean "not set".
CREATE TABLE integration (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    -- alertmanager, grafana, pagerduty, github, generic.
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    -- SHA-256 of its token in hexadecimal; of the one before, which is good until then.
    token_hash TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    previous_until BIGINT NOT NULL,
    -- As typed: `critical=sev1,warning=sev3`.
    severity_map TEXT NOT NULL,
    -- JSON: where the parts of a generic alert stand.
    mapping TEXT NOT NULL,
    -- active or deleted, by whom and when.
    state TEXT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    -- When something came last, to the minute.
    last_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE UNIQUE INDEX integration_token ON integration (token_hash);
CREATE INDEX integration_previous ON integration (previous_hash);
-- One alert of an integration: what its key joins.
CREATE TABLE alert (
    workspace_id BIGINT NOT NULL,
    integration BIGINT NOT NULL,
    alert_key TEXT NOT NULL,
    -- The incident it belongs to; 0: none, it is silenced or came resolved.
    incident BIGINT NOT NULL,
    -- The silence that keeps it quiet.
    silence BIGINT NOT NULL,
    -- sev1 to sev4.
    severity TEXT NOT NULL,
    -- firing or resolved.
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    -- The group of hosts it speaks of.
    hosts TEXT NOT NULL,
    link TEXT NOT NULL,
    -- JSON, bounded.
    labels TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    group_key TEXT NOT NULL,
    -- As its sender says.
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    -- Without a repeat it is over then.
    lapses_at BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    -- When it came to this state.
    changed_at BIGINT NOT NULL,
    reports BIGINT NOT NULL,
    -- How often it came back lately.
    flips BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, integration, alert_key)
);
CREATE INDEX alert_incident ON alert (workspace_id, incident);
CREATE INDEX alert_silence ON alert (workspace_id, silence);
CREATE INDEX alert_lapse ON alert (workspace_id, lapses_at);
-- The alerts of one incident, counted.
CREATE TABLE alert_group (
    workspace_id BIGINT NOT NULL,
    incident BIGINT NOT NULL,
    integration BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    group_key TEXT NOT NULL,
    -- 1: new alerts may join it.
    open BIGINT NOT NULL,
    severity TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    firing BIGINT NOT NULL,
    recovered BIGINT NOT NULL,
    flapping BIGINT NOT NULL,
    reports BIGINT NOT NULL,
    -- JSON: the first few alerts, and the groups of hosts they speak of.
    lines TEXT NOT NULL,
    hosts TEXT NOT NULL,
    PRIMARY KEY (workspace_id, incident)
);
CREATE INDEX alert_group_key ON alert_group (workspace_id, integration, open, group_key);
CREATE INDEX alert_group_opened ON alert_group (workspace_id, opened_at);
-- What is done once: a delivery that comes again under its name gets the same answer; a warning is not told again.
CREATE TABLE alert_once (
    workspace_id BIGINT NOT NULL,
    integration BIGINT NOT NULL,
    once_key TEXT NOT NULL,
    -- JSON.
    answer TEXT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, integration, once_key)
);
CREATE INDEX alert_once_until ON alert_once (workspace_id, until);
-- Alerts that match page nobody for a time.
CREATE TABLE silence (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    -- As typed: `service=db severity=~"warn.*"`.
    matchers TEXT NOT NULL,
    reason TEXT NOT NULL,
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    -- waiting, active or ended, by whom and when.
    state TEXT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX silence_state ON silence (workspace_id, state);
-- Addresses that somebody's jobs call; not called in time is an incident.
CREATE TABLE heartbeat (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    -- Milliseconds.
    period BIGINT NOT NULL,
    grace BIGINT NOT NULL,
    severity TEXT NOT NULL,
    last_at BIGINT NOT NULL,
    -- Its incident while it is missing.
    incident BIGINT NOT NULL,
    state TEXT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE UNIQUE INDEX heartbeat_token ON heartbeat (token_hash);
-- Messages of a channel that open an incident.
CREATE TABLE watch_rule (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    channel_id BIGINT NOT NULL,
    pattern TEXT NOT NULL,
    -- The incident further matches belong to, and how many there were.
    incident BIGINT NOT NULL,
    matches BIGINT NOT NULL,
    -- draft, active or deleted, by whom and when.
    state TEXT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX watch_rule_channel ON watch_rule (workspace_id, channel_id);
