SELECT min(person_id) FROM posts_held WHERE unit_id = :unit AND post = :post AND to_day IS NULL HAVING count(*) > 0
