UPDATE practice_passes SET practising = :practising WHERE pass_hash = :hash
