-- The same for one mandal.
SELECT c.district_path, c.ac_no, sum(c.asked), sum(c.done), sum(c.blocked), sum(c.seen), sum(CASE WHEN c.due_day < :today THEN c.asked - c.done ELSE 0 END)
FROM task_counts c LEFT JOIN works w ON w.work_id = c.work_id
WHERE c.counted_path >= :path AND c.counted_path < :path_end AND w.closed_at IS NULL GROUP BY c.district_path, c.ac_no
