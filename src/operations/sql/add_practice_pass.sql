INSERT INTO practice_passes (pass_hash, trainee, practising, ends_at) VALUES (:hash, :trainee, :practising, :ends_at)
