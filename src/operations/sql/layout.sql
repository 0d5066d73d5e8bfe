SELECT coalesce(max(migration), 0) FROM layout
