-- What one department asks of another. What people filled in, delivered and said last is JSON; times are UTC milliseconds, 0 is none.
CREATE TABLE handoff (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    playbook TEXT NOT NULL,
    from_department BIGINT NOT NULL,
    to_department BIGINT NOT NULL,
    title TEXT NOT NULL,
    details TEXT NOT NULL,
    project TEXT NOT NULL,
    priority TEXT NOT NULL,
    wanted_at BIGINT NOT NULL,
    particulars TEXT NOT NULL,
    file TEXT NOT NULL,
    origin TEXT NOT NULL,
    parent BIGINT NOT NULL,
    incident BIGINT NOT NULL,
    state TEXT NOT NULL,
    -- Something is still to be done: what lists and digests look for.
    is_open BIGINT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    asked_in TEXT NOT NULL,
    requested_by BIGINT NOT NULL,
    requested_at BIGINT NOT NULL,
    assignee BIGINT NOT NULL,
    accepted_by BIGINT NOT NULL,
    accepted_at BIGINT NOT NULL,
    words TEXT NOT NULL,
    outcome TEXT NOT NULL,
    returns BIGINT NOT NULL,
    signed_sender BIGINT NOT NULL,
    signed_sender_at BIGINT NOT NULL,
    signed_receiver BIGINT NOT NULL,
    signed_receiver_at BIGINT NOT NULL,
    leg BIGINT NOT NULL,
    leg_at BIGINT NOT NULL,
    clocks TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    confirms_at BIGINT NOT NULL,
    snoozed_until BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX handoff_received ON handoff (workspace_id, to_department, is_open, number);
CREATE INDEX handoff_sent ON handoff (workspace_id, from_department, is_open, number);
CREATE INDEX handoff_open ON handoff (workspace_id, is_open, number);
CREATE INDEX handoff_assignee ON handoff (workspace_id, assignee, is_open);
CREATE INDEX handoff_asked_by ON handoff (workspace_id, requested_by, is_open);
CREATE INDEX handoff_parent ON handoff (workspace_id, parent);
CREATE INDEX handoff_incident ON handoff (workspace_id, incident);
CREATE INDEX handoff_playbook ON handoff (workspace_id, playbook, number);

-- A department's time with a handoff, once it is over: figures are read from it. Working milliseconds; -1: it never came to that.
CREATE TABLE handoff_leg (
    workspace_id BIGINT NOT NULL,
    handoff BIGINT NOT NULL,
    leg BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    began_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    respond_ms BIGINT NOT NULL,
    complete_ms BIGINT NOT NULL,
    -- For which it was the department's turn.
    spent_ms BIGINT NOT NULL,
    late BIGINT NOT NULL,
    returns BIGINT NOT NULL,
    ended TEXT NOT NULL,
    PRIMARY KEY (workspace_id, handoff, leg)
);
CREATE INDEX handoff_leg_of ON handoff_leg (workspace_id, ended_at, department_id);

-- A request that somebody is filling in.
CREATE TABLE handoff_draft (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX handoff_draft_of ON handoff_draft (workspace_id, user_id, made_at);

-- A time in which nothing is released.
CREATE TABLE handoff_freeze (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    ended_by BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX handoff_freeze_ends ON handoff_freeze (workspace_id, ended_by, ends_at);
