-- What is kept by district, for the check of a store.
SELECT c.district_path, c.work_id, c.due_day, c.ac_no, c.asked, c.done, c.blocked, c.seen FROM district_counts c LEFT JOIN works w ON w.work_id = c.work_id
WHERE c.asked <> 0 AND w.closed_at IS NULL ORDER BY c.district_path, c.work_id, c.due_day, c.ac_no
