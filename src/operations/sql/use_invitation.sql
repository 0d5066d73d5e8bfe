UPDATE invitations SET used_at = :at WHERE invitation_hash = :hash AND used_at IS NULL AND ends_at > :at
