-- Who is who, when they work, and what was done. Nothing is NULL: 0 and '' mean "not set".
CREATE TABLE workspace (
    workspace_id BIGINT NOT NULL PRIMARY KEY,
    locale TEXT NOT NULL,
    zone TEXT NOT NULL,
    currency TEXT NOT NULL,
    -- 0: seen, but not set up yet.
    set_up_at BIGINT NOT NULL,
    set_up_by BIGINT NOT NULL
);
CREATE TABLE department (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    key TEXT NOT NULL,
    -- '': the catalogue's name.
    name TEXT NOT NULL,
    channel_id BIGINT NOT NULL,
    role_id BIGINT NOT NULL,
    -- '': the workspace's.
    zone TEXT NOT NULL,
    locale TEXT NOT NULL,
    -- Minutes after midnight, '540-1080'; seven 0 or 1, Monday first.
    hours TEXT NOT NULL,
    week TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE UNIQUE INDEX department_key ON department (workspace_id, key);
CREATE TABLE department_lead (
    workspace_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, department_id, user_id)
);
CREATE TABLE department_member (
    workspace_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    -- 1: known from the role they hold, and ends with it.
    by_role BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, department_id, user_id)
);
CREATE INDEX department_member_user ON department_member (workspace_id, user_id);
CREATE TABLE person (
    workspace_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- The language of their client, and the one they chose.
    client_locale TEXT NOT NULL,
    locale TEXT NOT NULL,
    zone TEXT NOT NULL,
    hours TEXT NOT NULL,
    week TEXT NOT NULL,
    quiet TEXT NOT NULL,
    -- instant or digest.
    delivery TEXT NOT NULL,
    delegate BIGINT NOT NULL,
    -- Name, language and roles as last seen, so that an unchanged person costs no write.
    seen TEXT NOT NULL,
    PRIMARY KEY (workspace_id, user_id)
);
CREATE TABLE absence (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX absence_user ON absence (workspace_id, user_id, to_day);
CREATE TABLE holiday (
    workspace_id BIGINT NOT NULL,
    -- 0: the whole workspace.
    department_id BIGINT NOT NULL,
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    -- 1: an extra working day.
    works BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, department_id, day)
);
CREATE TABLE muted_rule (
    workspace_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (workspace_id, user_id, rule)
);
CREATE TABLE journal (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    -- 0: Liaison itself.
    by_user BIGINT NOT NULL,
    subject TEXT NOT NULL,
    action TEXT NOT NULL,
    -- JSON: the state before and after, as far as it changed.
    state_before TEXT NOT NULL,
    state_after TEXT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX journal_subject ON journal (workspace_id, subject, number);
CREATE INDEX journal_user ON journal (workspace_id, by_user, number);
