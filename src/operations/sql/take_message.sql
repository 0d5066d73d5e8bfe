-- As it was read: whoever comes second finds another state or number of tries.
UPDATE messages SET state = 'sending', tries = tries + 1, next_at = :until, changed_at = :at WHERE message_key = :key AND state = :state AND tries = :tries
