UPDATE roll_help SET outcome = :outcome WHERE help_id = :id
