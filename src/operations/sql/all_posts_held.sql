SELECT held_id, person_id, unit_id, path, post, from_day, to_day FROM posts_held
