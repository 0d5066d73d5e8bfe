SELECT notice_key, version, texts, audio, purposes, erasure, made_by, made_at FROM notices WHERE notice_key = :notice_key AND version = :version
