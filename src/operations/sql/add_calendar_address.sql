INSERT INTO calendar_addresses (address_hash, user_id, language, made_at) VALUES (:hash, :user, :language, :at)
