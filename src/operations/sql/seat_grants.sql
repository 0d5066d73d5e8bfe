SELECT grant_id, user_id, role, unit_id, path, pc_no, reach, given_by, given_at, ends_at
FROM role_grants WHERE pc_no IS NOT NULL AND ends_at IS NULL ORDER BY grant_id
