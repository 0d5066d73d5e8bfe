-- A code is good once: the later one of two at the same time finds the step taken.
UPDATE users SET code_step = :step, code_confirmed = 1 WHERE user_id = :id AND code_step < :step
