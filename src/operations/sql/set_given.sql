UPDATE works SET given = given + :count, given_to = :last, given_at = CASE WHEN :ended = 1 THEN CAST(:at AS BIGINT) ELSE given_at END, organisation_seen = :version WHERE work_id = :work
