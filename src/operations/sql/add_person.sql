INSERT INTO people (person_id, unit_id, path, name, folded, phone, email, languages, home_ac, noted_at, synthetic)
VALUES (:person, :unit, :path, :name, :folded, :phone, :email, :languages, :home_ac, :noted_at, :synthetic)
