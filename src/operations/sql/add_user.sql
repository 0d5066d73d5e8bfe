INSERT INTO users (user_id, person_id, unit_id, path, name, sign_in_name, language, state, made_by, made_at)
VALUES (:id, :person, :unit, :path, :name, :sign_in_name, :language, 'invited', :by, :at)
