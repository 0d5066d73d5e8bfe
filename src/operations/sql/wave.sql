SELECT wave, first_day, last_day, plan, box_key, rsa_key, verifying_key, state FROM waves WHERE wave = :wave
