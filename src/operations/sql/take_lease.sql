UPDATE leases SET holder = :holder, ends_at = :ends_at WHERE lease = :lease AND (holder = :holder OR ends_at <= :now)
