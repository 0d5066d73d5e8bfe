-- What units said about a work, newest first.
/* planned for its values */
SELECT n.note_id, n.kind, n.text, n.by_name, n.noted_at, t.task_id, u.name_en, u.name_hi
FROM tasks t JOIN task_notes n ON n.task_id = t.task_id JOIN units u ON u.unit_id = t.unit_id
WHERE t.work_id = :work AND t.path >= :path AND t.path < :path_end AND n.kind = 'comment' ORDER BY n.noted_at DESC, n.note_id LIMIT :most
