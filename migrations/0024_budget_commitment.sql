-- An envelope shows what is promised on it.
CREATE INDEX budget_commitment_open ON budget_commitment (workspace_id, envelope, state, expected_day);
