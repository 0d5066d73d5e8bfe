INSERT INTO work_segments (work_id, ac_no) VALUES (:work, :ac)
