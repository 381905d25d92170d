-- The duty changed hands: who went, who came, which incidents were open, and whether whoever came said that they have it.
CREATE TABLE incident_handover (
    workspace_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    -- '': the department's own.
    rotation TEXT NOT NULL,
    -- 0: nobody.
    goes BIGINT NOT NULL,
    comes BIGINT NOT NULL,
    at BIGINT NOT NULL,
    -- When the shift that begins is over; 0: it is not known to end.
    until BIGINT NOT NULL,
    -- JSON array of the numbers of the incidents that were open.
    incidents TEXT NOT NULL,
    -- told, late (nobody accepted in time, and the leads were told), accepted, passed (the next shift began), with who and when.
    state TEXT NOT NULL,
    state_by BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
CREATE INDEX incident_handover_state ON incident_handover (workspace_id, department_id, state);
-- When a page stood where it was sent; 0: it does not, or it is not known.
ALTER TABLE incident_page ADD COLUMN delivered_at BIGINT NOT NULL DEFAULT 0;
-- The task that came of an action after an incident; '': none.
ALTER TABLE incident_action ADD COLUMN task TEXT NOT NULL DEFAULT '';
