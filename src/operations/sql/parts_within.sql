-- Booths that units of a subtree name.
/* planned for its values */
SELECT kind, place_no, part, path FROM unit_places WHERE kind = 'part' AND path >= :path AND path < :path_end
