INSERT INTO task_counts (counted_path, work_id, due_day, ac_no, district_path, asked, done, blocked, seen)
SELECT counted_path, work_id, due_day, ac_no, min(district_path), count(*), 0, 0, 0 FROM tasks WHERE work_id = :work GROUP BY counted_path, work_id, due_day, ac_no
