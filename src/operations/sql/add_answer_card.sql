INSERT INTO answer_cards (claim_id, content, changes, revision, looked_at_data, written_by, written_at) VALUES (:claim, :content, :changes, 1, :looked_at_data, :by, :at)
