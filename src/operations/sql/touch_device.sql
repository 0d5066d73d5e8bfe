UPDATE devices SET seen_at = :now WHERE device_id = :id
