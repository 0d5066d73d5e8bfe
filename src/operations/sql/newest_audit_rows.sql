SELECT chain, row_number, at, actor, action, object, path, purpose, details, hash FROM audit
WHERE path >= :path AND path < :path_end AND at < :before ORDER BY at DESC, chain, row_number DESC LIMIT :most
