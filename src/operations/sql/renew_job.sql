-- Says how far it is and keeps it; nothing comes back to one whose job another has taken.
UPDATE jobs SET lease_ends_at = :lease, fraction = :fraction, text_en = :text_en, text_hi = :text_hi
WHERE job_id = :id AND server = :server AND attempt = :attempt AND state = 'running' RETURNING stop_asked
