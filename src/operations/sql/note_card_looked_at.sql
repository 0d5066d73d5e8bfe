UPDATE answer_cards SET changes = :changes, looked_at_data = :data WHERE claim_id = :claim AND revision = :revision
