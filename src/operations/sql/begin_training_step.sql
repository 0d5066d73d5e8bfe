INSERT INTO training_steps (trainee, course, step, kind, state, tries, hints, begun_at, seen_at)
VALUES (:trainee, :course, :step, :kind, 'open', 0, 0, :begun_at, :seen_at)
ON CONFLICT (trainee, course, step) DO UPDATE SET seen_at = excluded.seen_at
