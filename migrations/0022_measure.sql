-- Measures: a named figure over time, with a target and thresholds.
CREATE TABLE measure (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- In small letters: two measures of one name are one.
    name_key TEXT NOT NULL,
    unit TEXT NOT NULL,
    -- higher or lower is better.
    better TEXT NOT NULL,
    -- Millionths in decimal digits; empty: none.
    target TEXT NOT NULL,
    warn TEXT NOT NULL,
    critical TEXT NOT NULL,
    -- What has been told and has not come back: fine, missed, warn or critical; how many values in a row were better since.
    told TEXT NOT NULL,
    better_run BIGINT NOT NULL,
    -- How often something was told, and when last (0: never).
    tellings BIGINT NOT NULL,
    told_at BIGINT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE UNIQUE INDEX measure_name ON measure (workspace_id, name_key);
CREATE TABLE measure_value (
    workspace_id BIGINT NOT NULL,
    measure BIGINT NOT NULL,
    -- What moment it is of.
    at BIGINT NOT NULL,
    -- Millionths.
    figure BIGINT NOT NULL,
    note TEXT NOT NULL,
    project TEXT NOT NULL,
    -- What it came from: INT-3, TASK-31; empty: typed by somebody.
    source TEXT NOT NULL,
    -- Who typed it; 0: nobody.
    by_user BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, measure, at)
);
