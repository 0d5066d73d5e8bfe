UPDATE training_steps SET tries = :tries, seen_at = :at, score = :score, state = :state, passed_at = :passed_at
WHERE trainee = :trainee AND course = :course AND step = :step
