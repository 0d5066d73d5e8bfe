SELECT lease, holder, ends_at, done_day, failed_at, failure FROM leases WHERE lease = :lease
