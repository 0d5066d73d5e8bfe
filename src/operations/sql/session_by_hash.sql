-- With the roles that its user holds, a row a role.
SELECT sessions.session_id, sessions.user_id, sessions.whole, sessions.seen_at, sessions.ends_at, users.name, users.language, users.state,
       users.path, g.role, g.reach
FROM sessions JOIN users ON users.user_id = sessions.user_id
     LEFT JOIN role_grants g ON g.user_id = sessions.user_id AND g.ends_at IS NULL
WHERE sessions.session_hash = :hash AND sessions.ends_at > :at AND sessions.seen_at + sessions.idle_seconds > :at
ORDER BY g.given_at, g.grant_id
