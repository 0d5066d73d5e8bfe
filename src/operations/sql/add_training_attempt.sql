INSERT INTO training_attempts (trainee, course, step, attempt, at, passed, answer) VALUES (:trainee, :course, :step, :attempt, :at, :passed, :answer)
