-- What is still to be said. `next_try` is when it may be tried: at first the moment it was queued, the end of a lease while a
-- process sends it, the end of a pause after a failure.
CREATE TABLE post (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    key TEXT NOT NULL,
    -- Where it goes, for the order within a channel: c/CHANNEL, u/USER, t/KEY, server.
    lane TEXT NOT NULL,
    -- The key whose thread it goes into, or empty.
    thread_of TEXT NOT NULL,
    target TEXT NOT NULL,
    op TEXT NOT NULL,
    -- 0 page, 1 action, 2 notice, 3 digest.
    priority BIGINT NOT NULL,
    why TEXT NOT NULL,
    nonce TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    next_try BIGINT NOT NULL,
    lease_by TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX post_next_try ON post (next_try);
CREATE INDEX post_lane ON post (workspace_id, lane, priority, id);
CREATE INDEX post_key ON post (workspace_id, key, id);

-- Which message a key stands for.
CREATE TABLE message (
    workspace_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    channel BIGINT NOT NULL,
    message BIGINT NOT NULL,
    thread BIGINT,
    why TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- What it says now, to leave out edits that change nothing.
    print TEXT NOT NULL,
    PRIMARY KEY (workspace_id, key)
);
-- A direct message does not say which server it is about: this tells.
CREATE INDEX message_place ON message (channel, message, workspace_id);

-- What could never be said.
CREATE TABLE dead_letter (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    key TEXT NOT NULL,
    target TEXT NOT NULL,
    code BIGINT,
    why TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
