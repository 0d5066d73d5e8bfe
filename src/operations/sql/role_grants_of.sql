SELECT grant_id, user_id, role, unit_id, path, pc_no, reach, given_by, given_at, ends_at
FROM role_grants WHERE user_id = :user AND ends_at IS NULL ORDER BY given_at, grant_id
