SELECT notice_key, version, texts, audio, purposes, erasure, made_by, made_at FROM notices ORDER BY notice_key, version DESC
