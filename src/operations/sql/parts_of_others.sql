-- Booths of a segment that units outside a subtree name.
/* planned for its values */
SELECT kind, place_no, part, path FROM unit_places
WHERE kind = 'part' AND place_no = :ac AND (path < :path OR path >= :path_end)
