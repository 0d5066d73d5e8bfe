UPDATE people SET unit_id = :unit, path = :path, name = :name, folded = :folded, phone = :phone, email = :email,
  languages = :languages, home_ac = :home_ac WHERE person_id = :person AND left_on IS NULL
