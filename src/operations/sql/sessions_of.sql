SELECT session_id, device, made_at, seen_at, ends_at, whole FROM sessions
WHERE user_id = :user AND ends_at > :at AND seen_at + idle_seconds > :at ORDER BY seen_at DESC, session_id
