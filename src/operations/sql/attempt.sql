SELECT failures, last_at, locked_until FROM attempts WHERE attempt_key = :key
