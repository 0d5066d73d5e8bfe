INSERT INTO uploads (upload_id, name, sent_by, sent_at) VALUES (:id, :name, :by, :at)
