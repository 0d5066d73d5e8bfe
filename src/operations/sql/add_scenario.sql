INSERT INTO scenarios (scenario_id, title, content, made_by, made_at) VALUES (:id, :title, :content, :made_by, :made_at)
