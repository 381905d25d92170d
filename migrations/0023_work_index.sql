-- What lists of work cost must not grow with what is over.
-- What somebody has or had, the newest first: `/task list` of theirs that is not only what is open.
CREATE INDEX task_assignee ON task (workspace_id, assignee, number);
-- Satisfaction and figures are added up in the index itself.
DROP INDEX task_csat;
CREATE INDEX task_csat ON task (workspace_id, department_id, csat_at, csat) WHERE csat > 0;
DROP INDEX handoff_leg_of;
CREATE INDEX handoff_leg_of ON handoff_leg (workspace_id, ended_at, department_id, respond_ms, complete_ms, late, returns);
-- In the order in which they are read: a database that has to guess never walks along the numbers instead. What is over, and
-- what belongs to nothing, is not in them.
DROP INDEX handoff_assignee;
CREATE INDEX handoff_assignee ON handoff (workspace_id, assignee, number) WHERE is_open = 1;
DROP INDEX handoff_asked_by;
CREATE INDEX handoff_asked_by ON handoff (workspace_id, requested_by, number) WHERE is_open = 1;
DROP INDEX handoff_parent;
CREATE INDEX handoff_parent ON handoff (workspace_id, parent, number) WHERE parent <> 0;
DROP INDEX handoff_incident;
CREATE INDEX handoff_incident ON handoff (workspace_id, incident, number) WHERE incident <> 0;
-- Who waits for whom: counted in the index.
CREATE INDEX handoff_between ON handoff (workspace_id, from_department, to_department, state, state_at, due_at) WHERE is_open = 1;
-- With all that is read of it, so that no database prefers to walk along the other end's keys.
DROP INDEX task_link_to;
CREATE INDEX task_link_to ON task_link (workspace_id, to_key, from_key, relation);
-- Made anew, so that it is the youngest: of two indexes that it thinks alike SQLite takes the older, and that of a department is
-- the better one for what is open there.
DROP INDEX task_due;
CREATE INDEX task_due ON task (workspace_id, due_at, number) WHERE is_open = 1;
