SELECT person_id, from_day, to_day FROM posts_held WHERE unit_id = :unit AND post = :post
