DELETE FROM attempts WHERE attempt_key = :key
