INSERT INTO levels (level_code, place_in_tree, name_en, name_hi, head_en, head_hi)
VALUES (:level, :place, :name_en, :name_hi, :head_en, :head_hi) ON CONFLICT (level_code) DO NOTHING
