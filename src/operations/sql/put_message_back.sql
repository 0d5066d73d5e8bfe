-- Of two who ask for it at once, one changes it.
UPDATE messages SET state = 'waiting', tries = 0, why = '', next_at = :at, changed_at = :at
WHERE message_key = :key AND state IN ('failed', 'uncertain')
