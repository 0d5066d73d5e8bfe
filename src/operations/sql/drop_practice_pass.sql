DELETE FROM practice_passes WHERE pass_hash = :hash
