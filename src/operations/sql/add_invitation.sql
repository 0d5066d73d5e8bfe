INSERT INTO invitations (invitation_hash, user_id, made_by, made_at, ends_at) VALUES (:hash, :user, :by, :at, :ends_at)
