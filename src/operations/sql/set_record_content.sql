UPDATE records SET content = :content, kept_until = :kept_until WHERE record_id = :id
