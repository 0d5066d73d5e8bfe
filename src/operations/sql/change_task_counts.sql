INSERT INTO task_counts (counted_path, work_id, due_day, ac_no, district_path, asked, done, blocked, seen)
VALUES (:path, :work, :due_day, :ac, :district, :asked, :done, :blocked, :seen)
ON CONFLICT (counted_path, work_id, due_day, ac_no) DO UPDATE SET asked = task_counts.asked + excluded.asked, done = task_counts.done + excluded.done,
  blocked = task_counts.blocked + excluded.blocked, seen = task_counts.seen + excluded.seen
