-- By district and segment, over all open works: for units down to the districts.
SELECT c.district_path, c.ac_no, sum(c.asked), sum(c.done), sum(c.blocked), sum(c.seen), sum(CASE WHEN c.due_day < :today THEN c.asked - c.done ELSE 0 END)
FROM district_counts c LEFT JOIN works w ON w.work_id = c.work_id
WHERE c.district_path >= :path AND c.district_path < :path_end AND w.closed_at IS NULL GROUP BY c.district_path, c.ac_no
