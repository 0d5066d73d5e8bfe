SELECT path, work_id, due_day, ac_no, asked, done, blocked, seen FROM task_counts WHERE asked <> 0 ORDER BY path, work_id, due_day, ac_no
