SELECT kind, keyed_id, at FROM tombstones ORDER BY kind, keyed_id
