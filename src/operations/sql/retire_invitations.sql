UPDATE invitations SET used_at = :at WHERE user_id = :user AND used_at IS NULL
