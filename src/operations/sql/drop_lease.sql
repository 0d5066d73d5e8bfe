DELETE FROM leases WHERE lease = :lease
