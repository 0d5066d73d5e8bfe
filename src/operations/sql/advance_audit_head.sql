-- Takes the chain's lock until the transaction ends.
UPDATE audit_heads SET row_number = row_number + 1 WHERE chain = :chain RETURNING row_number, hash
