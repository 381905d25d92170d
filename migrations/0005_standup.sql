-- Standups: what a department is asked on a schedule.
CREATE TABLE standup (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    schedule TEXT NOT NULL,
    zone TEXT NOT NULL,
    window_minutes BIGINT NOT NULL,
    -- As typed: `80%`, `30m,60m`, `none`.
    reminders TEXT NOT NULL,
    -- JSON array of questions; empty: the usual three in the department's language.
    questions TEXT NOT NULL,
    -- department or member.
    clock TEXT NOT NULL,
    -- active, paused or deleted, by whom and when.
    state TEXT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
-- One round for each standup and day of its zone.
CREATE TABLE standup_round (
    workspace_id BIGINT NOT NULL,
    standup BIGINT NOT NULL,
    day TEXT NOT NULL,
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    -- open or closed.
    state TEXT NOT NULL,
    -- The questions of this round, JSON: an edit of the standup is for the next one.
    questions TEXT NOT NULL,
    -- The channel it was opened in.
    channel_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, standup, day)
);
CREATE INDEX standup_round_closes ON standup_round (workspace_id, closes_at);
-- Who is asked in a round. May exist before it: somebody said early that they are away.
CREATE TABLE standup_seat (
    workspace_id BIGINT NOT NULL,
    standup BIGINT NOT NULL,
    day TEXT NOT NULL,
    user_id BIGINT NOT NULL,
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    -- 1: away for this round, by absence or by their own word.
    away BIGINT NOT NULL,
    snoozed_until BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, standup, day, user_id)
);
-- What somebody answered; may exist before the round does.
CREATE TABLE standup_answer (
    workspace_id BIGINT NOT NULL,
    standup BIGINT NOT NULL,
    day TEXT NOT NULL,
    user_id BIGINT NOT NULL,
    -- JSON array, one text for each question.
    answers TEXT NOT NULL,
    -- JSON array of the questions that were answered.
    questions TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    -- The blocker: who helps, who called it resolved and when; 0: nobody.
    helper BIGINT NOT NULL,
    resolved_by BIGINT NOT NULL,
    resolved_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, standup, day, user_id)
);
CREATE INDEX standup_answer_user ON standup_answer (workspace_id, standup, user_id, day);
