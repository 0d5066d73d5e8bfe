-- Ways in of a subtree with the names of their units and of who carries them: empty once she left, or where she is out of reach.
SELECT d.device_id, d.key_hash, d.digest_name, d.digest_secret, d.title, d.person_id, d.unit_id, d.path, d.ac_no, d.part, d.form_names, d.made_by, d.made_at, d.ends_at, d.revoked_at, d.seen_at,
       u.name_en, u.name_hi, p.name
FROM devices d
LEFT JOIN units u ON u.unit_id = d.unit_id
LEFT JOIN people p ON p.person_id = d.person_id
WHERE d.path >= :path AND d.path < :path_end ORDER BY d.made_at DESC, d.device_id LIMIT :most
