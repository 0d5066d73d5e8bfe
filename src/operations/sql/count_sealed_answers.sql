SELECT count(*) FROM sealed_answers WHERE wave = :wave
