SELECT election, kind, place_no, announced_on, poll_on, closes_at, result_on, source FROM polls ORDER BY election, kind, place_no
