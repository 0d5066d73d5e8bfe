DELETE FROM leases WHERE lease LIKE :beginning || '%' AND ends_at < :before
