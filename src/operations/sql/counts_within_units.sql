-- What is counted of a subtree, by unit of the counted level: for units down to it.
SELECT counted_path, district_path, ac_no, work_id, due_day, asked, done, blocked, seen FROM task_counts WHERE counted_path >= :path AND counted_path < :path_end
