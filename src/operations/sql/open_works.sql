SELECT work_id, title_en, title_hi, level_code, due_day, remind_days, escalate_days FROM works WHERE closed_at IS NULL ORDER BY work_id
