UPDATE claims SET path = :path, text = :text, language = :language, said_by = :said_by, said_on = :said_on, said_where = :said_where, link = :link, topic = :topic, area = :area, words = :words,
  state = :state, priority = :priority, owner_user = :owner, due_at = :due_at, reason = :reason, duplicate_of = :duplicate_of, copy_id = :copy_id, copy_name = :copy_name, copy_type = :copy_type,
  copy_bytes = :copy_bytes, copy_sha256 = :copy_sha256, changed_at = :changed_at
WHERE claim_id = :id AND state = :state_before
