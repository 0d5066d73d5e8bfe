UPDATE records SET state = :state WHERE device_id = :device AND day = :day AND state <> :state AND state <> 'quarantined'
