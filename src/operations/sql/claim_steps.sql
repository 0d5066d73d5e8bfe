SELECT place, kind, from_state, to_state, text, noted_by, by_name, noted_at FROM claim_steps WHERE claim_id = :claim ORDER BY place
