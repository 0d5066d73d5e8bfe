-- With the roles that its user holds, a row a role.
SELECT u.user_id, u.name, u.path, u.state, a.language, g.role, g.reach
FROM calendar_addresses a JOIN users u ON u.user_id = a.user_id
     LEFT JOIN role_grants g ON g.user_id = a.user_id AND g.ends_at IS NULL
WHERE a.address_hash = :hash AND a.revoked_at IS NULL
ORDER BY g.given_at, g.grant_id
