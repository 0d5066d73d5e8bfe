INSERT INTO sealed_answers (receipt, wave, ac_no, part, day, kind, purpose, box)
VALUES (:receipt, :wave, :ac_no, :part, :day, :kind, :purpose, :box)
