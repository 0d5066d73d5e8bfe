-- By work and day due, from the districts' counts: for units down to the districts. Where a closed work left a row behind, it is none.
SELECT c.work_id, c.due_day, sum(c.asked), sum(c.done), sum(c.blocked), sum(c.seen) FROM district_counts c LEFT JOIN works w ON w.work_id = c.work_id
WHERE c.district_path >= :path AND c.district_path < :path_end AND w.closed_at IS NULL GROUP BY c.work_id, c.due_day ORDER BY c.work_id, c.due_day
