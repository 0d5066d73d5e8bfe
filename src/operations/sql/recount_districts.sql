-- What the districts' counts should be: for the check of a store.
/* planned for its values */
SELECT t.district_path, t.work_id, t.due_day, t.ac_no, count(*), sum(CASE WHEN t.state = 'done' THEN 1 ELSE 0 END), sum(CASE WHEN t.state = 'blocked' THEN 1 ELSE 0 END), sum(CASE WHEN t.read_at IS NOT NULL THEN 1 ELSE 0 END)
FROM tasks t LEFT JOIN works w ON w.work_id = t.work_id WHERE w.closed_at IS NULL
GROUP BY t.district_path, t.work_id, t.due_day, t.ac_no ORDER BY t.district_path, t.work_id, t.due_day, t.ac_no
