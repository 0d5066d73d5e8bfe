INSERT INTO waves (wave, first_day, last_day, plan, box_key, rsa_key, verifying_key, state)
VALUES (:wave, :first_day, :last_day, :plan, :box_key, :rsa_key, :verifying_key, 'open')
