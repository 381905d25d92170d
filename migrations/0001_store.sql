-- The store's own bookkeeping: the last number given out for each kind of key (STD-7) in each workspace.
CREATE TABLE key_counter (
    workspace_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, kind)
);
