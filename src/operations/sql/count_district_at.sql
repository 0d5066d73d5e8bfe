-- Adds up anew what is counted at one district, which lies in its subtree.
/* planned for its values */
INSERT INTO district_counts (district_path, work_id, due_day, ac_no, asked, done, blocked, seen)
SELECT c.district_path, c.work_id, c.due_day, c.ac_no, sum(c.asked), sum(c.done), sum(c.blocked), sum(c.seen) FROM task_counts c
LEFT JOIN works w ON w.work_id = c.work_id
WHERE c.counted_path >= :path AND c.counted_path < :path_end AND c.district_path = :district AND w.closed_at IS NULL
GROUP BY c.district_path, c.work_id, c.due_day, c.ac_no
