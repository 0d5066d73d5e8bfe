-- Holds the row for this transaction: what is written in it is this server's to write.
UPDATE jobs SET lease_ends_at = lease_ends_at WHERE job_id = :id AND server = :server AND attempt = :attempt AND state = 'running'
