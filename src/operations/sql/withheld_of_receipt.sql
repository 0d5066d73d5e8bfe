SELECT key_id, record_id, receipt_id, content, files, share_1, share_2, sealed_on, destroy_on FROM withheld WHERE receipt_id = :receipt_id ORDER BY key_id
