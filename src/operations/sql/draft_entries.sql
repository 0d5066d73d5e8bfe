SELECT serial_no, name, relation_type, relation_name, house_no, age, gender, epic_no, typed_by, typed_at
FROM roll_draft_entries WHERE draft_id = :draft AND typing = :typing ORDER BY serial_no
