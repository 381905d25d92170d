-- 1: who is said to have done it decided that it is not to be done; when, stands beside it.
ALTER TABLE incident_action ADD COLUMN cancelled BIGINT NOT NULL DEFAULT 0;
