SELECT attempt, at, passed, written FROM training_attempts WHERE trainee = :trainee AND course = :course AND step = :step ORDER BY attempt
