INSERT INTO works (work_id, kind, template, unit_id, path, level_code, levels_below, title_en, title_hi, words_en, words_hi, area, first_day, due_day,
  remind_days, escalate_days, owner_person, target_measure, target_factor, target_source, target_day, made_by, made_at, closed_at, synthetic, asked, job_id)
VALUES (:id, :kind, :template, :unit, :path, :level, :levels_below, :title_en, :title_hi, :words_en, :words_hi, :area, :first_day, :due_day,
  :remind_days, :escalate_days, :owner, :target_measure, :target_factor, :target_source, :target_day, :by, :at, NULL, :synthetic, :asked, :job)
