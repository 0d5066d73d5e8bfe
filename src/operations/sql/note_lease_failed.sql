UPDATE leases SET failed_at = :now, failure = :failure, ends_at = 0 WHERE lease = :lease AND holder = :holder
