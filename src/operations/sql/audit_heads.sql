SELECT chain, row_number, hash FROM audit_heads WHERE row_number > 0 ORDER BY chain
