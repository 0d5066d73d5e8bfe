SELECT role_grants.grant_id, role_grants.user_id, role_grants.role, role_grants.unit_id, role_grants.path, role_grants.pc_no, role_grants.reach,
       role_grants.given_by, role_grants.given_at, role_grants.ends_at
FROM role_grants JOIN users ON users.user_id = role_grants.user_id
WHERE users.path >= :path AND users.path < :path_end AND role_grants.ends_at IS NULL
ORDER BY role_grants.given_at, role_grants.grant_id
