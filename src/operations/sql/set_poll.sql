INSERT INTO polls (election, kind, place_no, announced_on, poll_on, closes_at, result_on, source)
VALUES (:election, :kind, :place, :announced_on, :poll_on, :closes_at, :result_on, :source)
ON CONFLICT (election, kind, place_no) DO UPDATE SET announced_on = excluded.announced_on, poll_on = excluded.poll_on, closes_at = excluded.closes_at,
  result_on = excluded.result_on, source = excluded.source
