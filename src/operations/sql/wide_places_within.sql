-- Places larger than a booth that units of a subtree name.
/* planned for its values */
SELECT kind, place_no, part, path FROM unit_places
WHERE kind IN ('state', 'district', 'pc', 'ac') AND path >= :path AND path < :path_end
