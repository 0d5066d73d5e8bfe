UPDATE records SET key_id = :key_id, content = :content, files_wanted = :files_wanted, kept_until = :kept_until WHERE record_id = :id
