-- The last version of each answer, the newest first.
SELECT v.claim_id, v.version, v.kind, v.content, v.words, v.note_en, v.note_hi, v.written_by, v.reviewed_by, v.published_at FROM answer_versions v
WHERE v.version = (SELECT max(w.version) FROM answer_versions w WHERE w.claim_id = v.claim_id) ORDER BY v.published_at DESC, v.claim_id LIMIT :most
