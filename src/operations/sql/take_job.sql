-- The next of a lane in which none runs: one that waits, or whose server is gone.
UPDATE jobs SET state = 'running', server = :server, lease_ends_at = :lease, attempt = attempt + 1
WHERE job_id = (SELECT j.job_id FROM jobs j WHERE j.lane = :lane AND (j.state = 'waiting' OR (j.state = 'running' AND j.lease_ends_at < :now)) ORDER BY j.job_number LIMIT 1)
  AND NOT EXISTS (SELECT 1 FROM jobs r WHERE r.lane = :lane AND r.state = 'running' AND r.lease_ends_at >= :now)
RETURNING job_id, kind, task, asked_by, asked_at, state, fraction, text_en, text_hi, stop_asked, attempt, run, problem, report, has_rejects
