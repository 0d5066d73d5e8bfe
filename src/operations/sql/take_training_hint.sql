UPDATE training_steps SET hints = hints + 1, seen_at = :at WHERE trainee = :trainee AND course = :course AND step = :step AND hints < :most AND tries > hints
