INSERT INTO roll_draft_entries (draft_id, typing, serial_no, name, relation_type, relation_name, house_no, age, gender,
                                epic_no, typed_by, typed_at)
VALUES (:draft, :typing, :serial_no, :name, :relation_type, :relation_name, :house_no, :age, :gender,
        :epic_no, :typed_by, :typed_at)
ON CONFLICT (draft_id, typing, serial_no) DO UPDATE SET
  name = excluded.name, relation_type = excluded.relation_type, relation_name = excluded.relation_name,
  house_no = excluded.house_no, age = excluded.age, gender = excluded.gender, epic_no = excluded.epic_no,
  typed_by = excluded.typed_by, typed_at = excluded.typed_at
