DELETE FROM roll_draft_entries WHERE draft_id = :draft AND typing = :typing AND serial_no = :serial_no
