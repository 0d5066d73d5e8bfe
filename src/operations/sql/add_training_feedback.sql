INSERT INTO training_feedback (feedback_id, session_id, useful, clear, pace, words) VALUES (:id, :session, :useful, :clear, :pace, :words)
