-- By the unit above the one that was asked; its own path is shorter by one number.
/* planned for its values */
SELECT '' AS person_id, u.parent_id, p.path, t.due_day, count(*) FROM tasks t JOIN units u ON u.unit_id = t.unit_id JOIN units p ON p.unit_id = u.parent_id
WHERE t.work_id = :work AND t.state <> 'done' AND t.due_day < :today GROUP BY u.parent_id, p.path, t.due_day ORDER BY p.path, t.due_day
