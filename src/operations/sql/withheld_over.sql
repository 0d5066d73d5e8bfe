SELECT key_id, record_id, receipt_id, '' AS content, files, '' AS share_1, '' AS share_2, sealed_on, destroy_on FROM withheld WHERE destroy_on <= :today ORDER BY key_id LIMIT :most
