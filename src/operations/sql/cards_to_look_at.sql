-- Cards that were last held against other data.
SELECT c.claim_id, c.content, c.changes, c.revision, c.looked_at_data, c.written_by, c.written_at FROM answer_cards c JOIN claims k ON k.claim_id = c.claim_id
WHERE c.looked_at_data <> :data AND k.state IN ('answering', 'in_review', 'published') ORDER BY c.claim_id LIMIT :most
