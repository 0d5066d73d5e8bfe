SELECT attempt, at, passed, answer FROM training_attempts WHERE trainee = :trainee AND course = :course AND step = :step ORDER BY attempt
