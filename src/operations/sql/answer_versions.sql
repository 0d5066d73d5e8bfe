SELECT claim_id, version, kind, content, words, note_en, note_hi, written_by, reviewed_by, published_at FROM answer_versions WHERE claim_id = :claim ORDER BY version
