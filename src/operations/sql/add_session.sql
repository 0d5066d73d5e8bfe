INSERT INTO sessions (session_hash, session_id, user_id, whole, device, made_at, seen_at, idle_seconds, ends_at)
VALUES (:hash, :id, :user, :whole, :device, :at, :at, :idle_seconds, :ends_at)
