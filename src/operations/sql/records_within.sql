/* planned for its values */
SELECT record_id, form_id, version, device_id, unit_id, path, ac_no, part, key_id, content, same_id, receipt_id, persons, consent_id, replaces, replaced_by, state, files_wanted, files_here, faults, method, received_at, day, kept_until FROM records WHERE path >= :path AND path < :path_end AND form_id = :form AND (day, record_id) > (:day, :after)
ORDER BY day, record_id LIMIT :most
