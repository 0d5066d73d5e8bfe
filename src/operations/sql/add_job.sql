INSERT INTO jobs (job_id, job_number, lane, kind, task, asked_by, asked_at, state, fraction, text_en, text_hi, stop_asked, server, lease_ends_at, attempt, problem, report, has_rejects)
VALUES (:id, :number, :lane, :kind, :task, :by, :at, 'waiting', 0, :text_en, :text_hi, 0, '', 0, 0, '', '', 0)
