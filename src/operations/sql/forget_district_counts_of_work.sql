DELETE FROM district_counts WHERE work_id = :work
