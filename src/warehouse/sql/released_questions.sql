-- What was asked in a wave, and how it was released.
SELECT question, code, title_en, title_hi, purpose, risk, wave_en, wave_hi, first_day, last_day, released_on, floor_base, floor_cell
FROM {released_questions} ORDER BY question
