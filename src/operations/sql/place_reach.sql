-- From where to where the units stand that cover a place or parts of it, by their paths.
SELECT min(path), max(path) FROM unit_places WHERE kind = :kind AND place_no = :place AND (:part = '' OR part = :part)
