SELECT scenario_id, title, content, made_by, made_at FROM scenarios ORDER BY made_at DESC, scenario_id
