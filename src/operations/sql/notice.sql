SELECT notice_key, version, texts, audio, purposes, made_by, made_at FROM notices WHERE notice_key = :notice_key AND version = :version
