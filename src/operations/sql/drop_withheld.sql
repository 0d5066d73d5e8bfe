DELETE FROM withheld WHERE key_id = :key_id
