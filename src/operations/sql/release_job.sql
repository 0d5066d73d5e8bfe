-- A server that ends lets another go on at once.
UPDATE jobs SET state = 'waiting', server = '', lease_ends_at = 0, attempt = attempt - 1 WHERE job_id = :id AND server = :server AND attempt = :attempt AND state = 'running'
