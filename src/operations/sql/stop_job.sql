-- One that waits is stopped at once; one that runs is told.
UPDATE jobs SET stop_asked = 1, state = CASE WHEN state = 'waiting' THEN 'stopped' ELSE state END WHERE job_id = :id
