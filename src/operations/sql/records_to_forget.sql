SELECT r.record_id FROM records r WHERE (r.state = 'quarantined' AND r.received_at < :quarantined_before)
OR (r.received_at < :call_back_before AND r.persons = 1 AND NOT EXISTS (
  SELECT 1 FROM consents c WHERE c.record_id = r.record_id AND c.given = 1 AND c.purpose <> 'call_back'))
ORDER BY r.received_at LIMIT :most
