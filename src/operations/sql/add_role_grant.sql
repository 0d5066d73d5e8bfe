INSERT INTO role_grants (grant_id, user_id, role, unit_id, path, pc_no, reach, given_by, given_at)
VALUES (:id, :user, :role, :unit, :path, :pc_no, :reach, :by, :at)
