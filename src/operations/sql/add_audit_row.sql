INSERT INTO audit (chain, row_number, at, actor, action, object, path, purpose, details, hash)
VALUES (:chain, :number, :at, :actor, :action, :object, :path, :purpose, :details, :hash)
