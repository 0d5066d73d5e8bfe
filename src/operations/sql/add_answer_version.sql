INSERT INTO answer_versions (claim_id, version, kind, content, words, note_en, note_hi, written_by, reviewed_by, published_at)
VALUES (:claim, :version, :kind, :content, :words, :note_en, :note_hi, :written_by, :reviewed_by, :at)
