-- What is counted of a subtree, by district: for units above the districts.
SELECT district_path, district_path, ac_no, work_id, due_day, asked, done, blocked, seen FROM district_counts WHERE district_path >= :path AND district_path < :path_end
