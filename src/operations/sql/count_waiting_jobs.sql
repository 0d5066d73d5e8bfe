SELECT count(*) FROM jobs WHERE lane = :lane AND state = 'waiting'
