UPDATE training_help SET taken_by = :by, taken_at = :at WHERE help_id = :id AND session_id = :session AND taken_at IS NULL AND ended_at IS NULL
