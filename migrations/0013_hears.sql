-- Watch rules that are heard: how severe their incidents are, and how much they matched in this minute.
ALTER TABLE watch_rule ADD COLUMN severity TEXT NOT NULL DEFAULT 'sev3';
ALTER TABLE watch_rule ADD COLUMN minute_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE watch_rule ADD COLUMN minute_matches BIGINT NOT NULL DEFAULT 0;
-- What is watched in a workspace changes its revision; who listens looks at the sum of them.
CREATE TABLE watch_ear (
    workspace_id BIGINT PRIMARY KEY,
    revision BIGINT NOT NULL,
    -- When people were told that messages cannot be read; 0: they can.
    told_at BIGINT NOT NULL
);
