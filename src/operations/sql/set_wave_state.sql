UPDATE waves SET state = :state WHERE wave = :wave
