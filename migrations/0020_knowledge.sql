-- Knowledge: questions with answers, solutions, known issues, policies, lessons. Nothing is NULL: 0 and '' mean "not set".
CREATE TABLE knowledge (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    -- question, solution, known-issue, policy or lesson.
    kind TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    -- The second department of a joint policy.
    with_id BIGINT NOT NULL,
    -- Only for the departments' own people.
    private BIGINT NOT NULL,
    owner BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    -- a,b
    tags TEXT NOT NULL,
    -- open, active, draft or retired; by whom (0: time) and when.
    state TEXT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    -- The version of a policy that is in force.
    active_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    -- To be looked at again then, and every so many days.
    review_at BIGINT NOT NULL,
    review_days BIGINT NOT NULL,
    -- A known issue is over then.
    until_at BIGINT NOT NULL,
    -- The answer that was accepted.
    accepted BIGINT NOT NULL,
    -- How often it helped.
    helped BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX knowledge_state ON knowledge (workspace_id, kind, state, number);
CREATE INDEX knowledge_review ON knowledge (workspace_id, review_at);
CREATE TABLE knowledge_answer (
    workspace_id BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    number BIGINT NOT NULL,
    author BIGINT NOT NULL,
    body TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, entry, number)
);
CREATE TABLE knowledge_version (
    workspace_id BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    tags TEXT NOT NULL,
    author BIGINT NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, entry, version)
);
-- Who has read which version of a policy.
CREATE TABLE knowledge_read (
    workspace_id BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    version BIGINT NOT NULL,
    person BIGINT NOT NULL,
    read_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, entry, version, person)
);
-- Whom it helped, each counted once.
CREATE TABLE knowledge_help (
    workspace_id BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    person BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, entry, person)
);
-- The inverted index, also for titles of other things: read backwards from the heaviest and newest.
CREATE TABLE knowledge_term (
    workspace_id BIGINT NOT NULL,
    -- entry, task, handoff, incident.
    space TEXT NOT NULL,
    term TEXT NOT NULL,
    weight BIGINT NOT NULL,
    number BIGINT NOT NULL,
    -- 0: found by everybody; else by people of this department.
    scope BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, space, term, weight, number)
);
CREATE INDEX knowledge_term_of ON knowledge_term (workspace_id, space, number);
