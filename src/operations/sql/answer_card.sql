SELECT claim_id, content, changes, revision, looked_at_data, written_by, written_at FROM answer_cards WHERE claim_id = :claim
