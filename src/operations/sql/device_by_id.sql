SELECT device_id, key_hash, digest_name, digest_secret, title, person_id, unit_id, path, ac_no, part, form_names, made_by, made_at, ends_at, revoked_at, seen_at FROM devices WHERE device_id = :value
