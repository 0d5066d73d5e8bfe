SELECT count(*) FROM tombstones WHERE kind = :kind AND keyed_id = :id
