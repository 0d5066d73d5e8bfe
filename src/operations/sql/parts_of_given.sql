-- The stations that tasks which were just given are about.
/* planned for its values */
SELECT t.task_id, p.place_no, p.part FROM tasks t JOIN unit_places p ON p.unit_id = t.unit_id WHERE t.task_id >= :first_number AND t.task_id < :end_number AND p.kind = 'part'
ORDER BY p.place_no, t.task_id, p.part
