INSERT INTO notices (notice_key, version, texts, audio, purposes, erasure, made_by, made_at)
VALUES (:notice_key, :version, :texts, :audio, :purposes, :erasure, :made_by, :made_at)
