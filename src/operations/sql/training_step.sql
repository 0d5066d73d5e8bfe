SELECT trainee, course, step, kind, state, tries, hints, score, begun_at, seen_at, passed_at FROM training_steps WHERE trainee = :trainee AND course = :course AND step = :step
