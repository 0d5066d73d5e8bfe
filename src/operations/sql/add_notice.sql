INSERT INTO notices (notice_key, version, texts, audio, purposes, made_by, made_at)
VALUES (:notice_key, :version, :texts, :audio, :purposes, :made_by, :made_at)
