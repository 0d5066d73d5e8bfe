INSERT INTO attempts (attempt_key, failures, last_at, locked_until) VALUES (:key, :failures, :at, :locked_until)
ON CONFLICT (attempt_key) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, locked_until = excluded.locked_until
