-- What lists, offers and figures of work cost must not grow with what is over: each of them is read along an index of its own.
-- What somebody has or had in one state, the newest first.
CREATE INDEX task_assignee_state ON task (workspace_id, assignee, state, number);
-- Lists of handoffs ask for what is open or for what is over, in so many words: no database has to guess how much of each there is.
DROP INDEX handoff_open;
CREATE INDEX handoff_open ON handoff (workspace_id, number) WHERE is_open = 1;
DROP INDEX handoff_received;
CREATE INDEX handoff_received ON handoff (workspace_id, to_department, number) WHERE is_open = 1;
CREATE INDEX handoff_received_over ON handoff (workspace_id, to_department, number) WHERE is_open = 0;
DROP INDEX handoff_sent;
CREATE INDEX handoff_sent ON handoff (workspace_id, from_department, number) WHERE is_open = 1;
CREATE INDEX handoff_sent_over ON handoff (workspace_id, from_department, number) WHERE is_open = 0;

-- What departments' times with handoffs add up to, since the beginning and until the end of a day: what a period adds up to is the
-- difference of two of them. A day on which something ended has a row for every department that ever had one.
CREATE TABLE handoff_sum (
    workspace_id BIGINT NOT NULL,
    -- Days since 1970, UTC.
    day BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    -- Working minutes, and of how many that is known.
    respond_minutes BIGINT NOT NULL,
    responded BIGINT NOT NULL,
    complete_minutes BIGINT NOT NULL,
    completed BIGINT NOT NULL,
    late BIGINT NOT NULL,
    returns BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, day, department_id)
);
INSERT INTO handoff_sum (workspace_id, day, department_id, ended, respond_minutes, responded, complete_minutes, completed, late, returns)
SELECT days.workspace_id, days.day, departments.department_id,
    CAST(SUM(COALESCE(ends.ended, 0)) OVER until_then AS BIGINT),
    CAST(SUM(COALESCE(ends.respond_minutes, 0)) OVER until_then AS BIGINT),
    CAST(SUM(COALESCE(ends.responded, 0)) OVER until_then AS BIGINT),
    CAST(SUM(COALESCE(ends.complete_minutes, 0)) OVER until_then AS BIGINT),
    CAST(SUM(COALESCE(ends.completed, 0)) OVER until_then AS BIGINT),
    CAST(SUM(COALESCE(ends.late, 0)) OVER until_then AS BIGINT),
    CAST(SUM(COALESCE(ends.returns, 0)) OVER until_then AS BIGINT)
FROM (SELECT DISTINCT workspace_id, ended_at / 86400000 AS day FROM handoff_leg) AS days
JOIN (SELECT DISTINCT workspace_id, department_id FROM handoff_leg) AS departments ON departments.workspace_id = days.workspace_id
LEFT JOIN (
    SELECT workspace_id, ended_at / 86400000 AS day, department_id, COUNT(*) AS ended,
        SUM(CASE WHEN respond_ms >= 0 THEN respond_ms / 60000 ELSE 0 END) AS respond_minutes,
        SUM(CASE WHEN respond_ms >= 0 THEN 1 ELSE 0 END) AS responded,
        SUM(CASE WHEN complete_ms >= 0 THEN complete_ms / 60000 ELSE 0 END) AS complete_minutes,
        SUM(CASE WHEN complete_ms >= 0 THEN 1 ELSE 0 END) AS completed,
        SUM(late) AS late, SUM(returns) AS returns
    FROM handoff_leg GROUP BY workspace_id, ended_at / 86400000, department_id
) AS ends ON ends.workspace_id = days.workspace_id AND ends.day = days.day AND ends.department_id = departments.department_id
WINDOW until_then AS (PARTITION BY days.workspace_id, departments.department_id ORDER BY days.day);
