UPDATE leases SET done_day = :day, ends_at = 0, failed_at = NULL, failure = '' WHERE lease = :lease AND holder = :holder
