INSERT INTO form_versions (form_id, version, version_number, xml, md5, notice, published_by, published_at)
VALUES (:form_id, :version, :version_number, :xml, :md5, :notice, :published_by, :published_at)
