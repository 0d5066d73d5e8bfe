INSERT INTO posts_held (held_id, person_id, unit_id, path, post, from_day, to_day, noted_by, noted_at)
VALUES (:held, :person, :unit, :path, :post, :from_day, :to_day, :by, :at)
