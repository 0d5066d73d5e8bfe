UPDATE leases SET ends_at = 0 WHERE lease = :lease AND holder = :holder
