UPDATE audit_heads SET hash = :hash WHERE chain = :chain
