-- The stations that each task of a work is about.
SELECT t.task_id, p.place_no, p.part FROM tasks t JOIN unit_places p ON p.unit_id = t.unit_id WHERE t.work_id = :work AND p.kind = 'part' ORDER BY p.place_no, t.task_id, p.part
