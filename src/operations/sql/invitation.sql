SELECT user_id, ends_at, used_at FROM invitations WHERE invitation_hash = :hash
