UPDATE training_help SET ended_at = :at WHERE help_id = :id AND session_id = :session AND ended_at IS NULL
