-- Counts anew what is counted inside a subtree.
/* planned for its values */
INSERT INTO task_counts (counted_path, work_id, due_day, ac_no, district_path, asked, done, blocked, seen)
SELECT counted_path, work_id, due_day, ac_no, min(district_path), count(*), sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END),
  sum(CASE WHEN state = 'blocked' THEN 1 ELSE 0 END), sum(CASE WHEN read_at IS NOT NULL THEN 1 ELSE 0 END)
FROM tasks WHERE path >= :path AND path < :path_end AND counted_path >= :counted AND counted_path < :counted_end
GROUP BY counted_path, work_id, due_day, ac_no
