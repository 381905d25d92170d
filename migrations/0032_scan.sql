-- What findings of scanners became: each once as long as that is open.
CREATE TABLE scan_finding (
    workspace_id BIGINT NOT NULL,
    integration BIGINT NOT NULL,
    -- The scanner's name for it: CVE-2026-1.
    finding TEXT NOT NULL,
    -- The key of what it became: HO-3, TASK-7.
    made TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    -- When the scanner said that it is gone; 0: it is there.
    gone_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace_id, integration, finding)
);
CREATE INDEX scan_finding_made_at ON scan_finding (workspace_id, integration, made_at);
-- The task of those findings that were too many to have one each, for each scanner.
CREATE TABLE scan_rest (
    workspace_id BIGINT NOT NULL,
    integration BIGINT NOT NULL,
    made TEXT NOT NULL,
    PRIMARY KEY (workspace_id, integration)
);
