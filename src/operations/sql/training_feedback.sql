SELECT useful, clear, pace, words FROM training_feedback WHERE session_id = :session ORDER BY feedback_id
