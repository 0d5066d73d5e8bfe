SELECT form_id, version, version_number, xml, md5, notice, published_by, published_at FROM form_versions WHERE form_id = :form AND version = :version
