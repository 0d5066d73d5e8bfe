DELETE FROM roll_draft_entries WHERE draft_id = :draft
