-- With the roles that its user holds, a row a role, and with what kept answers depend on, so that a page need not ask for that.
SELECT sessions.session_id, sessions.user_id, sessions.whole, sessions.seen_at, sessions.ends_at, users.name, users.language, users.state,
       users.path, v.version, k.ground, k.duties, k.works, g.role, g.reach
FROM sessions JOIN users ON users.user_id = sessions.user_id
     LEFT JOIN role_grants g ON g.user_id = sessions.user_id AND g.ends_at IS NULL
     LEFT JOIN answers_version v ON v.only_row = 1 LEFT JOIN kept_stamps k ON k.only_row = 1
WHERE sessions.session_hash = :hash AND sessions.ends_at > :at AND sessions.seen_at + sessions.idle_seconds > :at
ORDER BY g.given_at, g.grant_id
