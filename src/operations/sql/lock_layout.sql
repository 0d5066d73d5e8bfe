SELECT count(*) FROM pg_advisory_xact_lock(738291)
