/* planned for its values */
SELECT kind, place_no, part, path FROM unit_places
WHERE kind = 'part' AND place_no = :ac AND path >= :path AND path < :path_end
