UPDATE answer_cards SET content = :content, changes = :changes, looked_at_data = :looked_at_data, written_by = :by, written_at = :at, revision = revision + 1
WHERE claim_id = :claim AND revision = :revision
