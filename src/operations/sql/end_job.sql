UPDATE jobs SET state = :state, fraction = CASE WHEN :state = 'done' THEN 1 ELSE fraction END, run = :run, problem = :problem, report = :report, has_rejects = :has_rejects
WHERE job_id = :id AND server = :server AND attempt = :attempt AND state = 'running'
