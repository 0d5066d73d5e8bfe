-- Whether anything is there to be taken, so that nobody waits for a turn in vain.
SELECT count(*) FROM jobs WHERE lane = :lane AND (state = 'waiting' OR (state = 'running' AND lease_ends_at < :now))
