-- What was learned of the platform: who has left, who takes no direct messages, which channels and roles are gone, where the bot
-- may not do what it needs to.
CREATE TABLE platform_fact (
    workspace_id BIGINT NOT NULL,
    -- left, closed, channel-gone, channel-shut or role-gone.
    kind TEXT NOT NULL,
    -- The user, channel or role.
    subject BIGINT NOT NULL,
    -- JSON array of the permissions that are missing (channel-shut); otherwise ''.
    detail TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, kind, subject)
);
-- When the platform is looked at next for who and what pages need.
CREATE TABLE reach_look (
    workspace_id BIGINT NOT NULL,
    -- Counts the wishes: a look that began before the last one does not fulfil it.
    wanted BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id)
);
INSERT INTO reach_look (workspace_id, wanted, due_at) SELECT workspace_id, 1, 0 FROM workspace WHERE set_up_at <> 0;
-- What keeps pages from reaching somebody, told once and until it is solved.
CREATE TABLE reach_problem (
    workspace_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    -- Names the problem, so that it is the same one tomorrow.
    name TEXT NOT NULL,
    -- The message in which it was told.
    message BIGINT NOT NULL,
    -- The problem as JSON.
    what TEXT NOT NULL,
    since BIGINT NOT NULL,
    -- 0: it stands.
    solved_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, department_id, name, message)
);
