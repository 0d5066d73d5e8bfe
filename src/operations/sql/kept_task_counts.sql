SELECT counted_path, work_id, due_day, ac_no, asked, done, blocked, seen FROM task_counts WHERE asked <> 0 ORDER BY counted_path, work_id, due_day, ac_no
