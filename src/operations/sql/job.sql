SELECT job_id, kind, task, asked_by, asked_at, state, fraction, text_en, text_hi, stop_asked, attempt, run, problem, report, has_rejects FROM jobs WHERE job_id = :id
