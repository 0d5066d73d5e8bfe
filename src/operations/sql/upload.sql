SELECT name FROM uploads WHERE upload_id = :id
