-- Counts tasks that were just given, by their numbers.
/* planned for its values */
INSERT INTO task_counts (counted_path, work_id, due_day, ac_no, district_path, asked, done, blocked, seen)
SELECT counted_path, work_id, due_day, ac_no, min(district_path), count(*), 0, 0, 0 FROM tasks WHERE task_id >= :first_number AND task_id < :end_number
GROUP BY counted_path, work_id, due_day, ac_no
ON CONFLICT (counted_path, work_id, due_day, ac_no) DO UPDATE SET asked = task_counts.asked + excluded.asked
