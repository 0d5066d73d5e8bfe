INSERT INTO withdrawn_receipts (receipt, day) VALUES (:receipt, :day)
