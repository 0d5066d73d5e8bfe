SELECT chain, row_number, at, actor, action, object, path, purpose, details, hash FROM audit
WHERE chain = :chain AND row_number >= :from_number ORDER BY row_number LIMIT :most
