UPDATE messages SET state = :state, tries = :tries, parts = :parts, why = :why, next_at = :next_at, changed_at = :at WHERE message_key = :key
