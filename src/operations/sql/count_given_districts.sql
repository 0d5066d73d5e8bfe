/* planned for its values */
INSERT INTO district_counts (district_path, work_id, due_day, ac_no, asked, done, blocked, seen)
SELECT district_path, work_id, due_day, ac_no, count(*), 0, 0, 0 FROM tasks WHERE task_id >= :first_number AND task_id < :end_number
GROUP BY district_path, work_id, due_day, ac_no
ON CONFLICT (district_path, work_id, due_day, ac_no) DO UPDATE SET asked = district_counts.asked + excluded.asked
