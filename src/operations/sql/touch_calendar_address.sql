UPDATE calendar_addresses SET seen_at = :at WHERE address_hash = :hash
