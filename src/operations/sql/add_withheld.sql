INSERT INTO withheld (key_id, record_id, receipt_id, content, files, share_1, share_2, sealed_on, destroy_on)
VALUES (:key_id, :record_id, :receipt_id, :content, :files, :share_1, :share_2, :sealed_on, :destroy_on)
