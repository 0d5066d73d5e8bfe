DELETE FROM sealed_answers WHERE receipt = :receipt
