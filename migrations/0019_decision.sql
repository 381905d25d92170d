-- Decisions: what is asked of people by what they are, what they say, who stands in for them.
CREATE TABLE decision (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    -- Whose thing it is about, its number, and which of several questions about it.
    owner TEXT NOT NULL,
    subject BIGINT NOT NULL,
    argument TEXT NOT NULL,
    title TEXT NOT NULL,
    why TEXT NOT NULL,
    amount TEXT NOT NULL,
    asker BIGINT NOT NULL,
    -- JSON: the groups that must agree.
    groups_asked TEXT NOT NULL,
    -- SHA-256 of what is decided on, in hexadecimal.
    content_hash TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- The approval ends then; 0: it does not.
    holds_until BIGINT NOT NULL,
    -- Departments in whose channels it stands: 1,5.
    posted TEXT NOT NULL,
    -- open, approved, rejected, expired, voided or ended; by whom (0: time), when and why.
    state TEXT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX decision_subject ON decision (workspace_id, owner, subject, argument, number);
CREATE INDEX decision_state ON decision (workspace_id, state, number);
-- One for each person whose vote it is.
CREATE TABLE decision_vote (
    workspace_id BIGINT NOT NULL,
    decision BIGINT NOT NULL,
    person BIGINT NOT NULL,
    -- Who gave it: the same, or who represented them.
    hand BIGINT NOT NULL,
    -- approve or reject.
    choice TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- The groups in which it counts, by position: 0,1.
    places TEXT NOT NULL,
    voted_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, decision, person)
);
-- Passed on to somebody else.
CREATE TABLE decision_delegate (
    workspace_id BIGINT NOT NULL,
    decision BIGINT NOT NULL,
    person BIGINT NOT NULL,
    delegate BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, decision, person)
);
