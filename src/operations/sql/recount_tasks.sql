-- What the counts should be: for the check of a store.
/* planned for its values */
SELECT counted_path, work_id, due_day, ac_no, count(*), sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END), sum(CASE WHEN state = 'blocked' THEN 1 ELSE 0 END), sum(CASE WHEN read_at IS NOT NULL THEN 1 ELSE 0 END)
FROM tasks GROUP BY counted_path, work_id, due_day, ac_no ORDER BY counted_path, work_id, due_day, ac_no
