SELECT record_id, form_id, version, device_id, unit_id, path, ac_no, part, key_id, content, same_id, receipt_id, persons, consent_id, replaces, replaced_by, state, files_wanted, files_here, faults, method, received_at, day, kept_until FROM records
WHERE ac_no = :ac AND part = :part AND replaced_by = '' AND state IN ('good', 'sent_back') AND (kept_until IS NULL OR kept_until > :now)
  AND (SELECT given FROM consents WHERE consents.record_id = records.record_id AND consents.purpose = :purpose ORDER BY place DESC LIMIT 1) = :given
ORDER BY received_at DESC, record_id LIMIT 5000
