UPDATE posts_held SET to_day = :day WHERE held_id = :held AND to_day IS NULL
