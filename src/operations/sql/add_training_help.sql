INSERT INTO training_help (help_id, session_id, trainee, course, step, words, asked_at) VALUES (:id, :session, :trainee, :course, :step, :words, :at)
