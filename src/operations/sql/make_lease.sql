INSERT INTO leases (lease, holder, ends_at, done_day, failed_at, failure) VALUES (:lease, '', 0, '', NULL, '') ON CONFLICT (lease) DO NOTHING
