DELETE FROM uploads WHERE sent_at < :before RETURNING upload_id
