SELECT (SELECT count(*) FROM sealed_answers WHERE receipt = :receipt), (SELECT count(*) FROM withdrawn_receipts WHERE receipt = :receipt)
