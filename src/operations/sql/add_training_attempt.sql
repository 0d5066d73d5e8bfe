INSERT INTO training_attempts (trainee, course, step, attempt, at, passed, written) VALUES (:trainee, :course, :step, :attempt, :at, :passed, :written)
