-- Segments in which units of a subtree cover something.
SELECT DISTINCT place_no FROM unit_places WHERE path >= :path AND path < :path_end AND kind IN ('ac', 'part') ORDER BY place_no
