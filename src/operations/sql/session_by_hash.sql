SELECT sessions.session_id, sessions.user_id, sessions.whole, sessions.seen_at, sessions.ends_at, users.name, users.language, users.state,
       users.path
FROM sessions JOIN users ON users.user_id = sessions.user_id
WHERE sessions.session_hash = :hash AND sessions.ends_at > :at AND sessions.seen_at + sessions.idle_seconds > :at
