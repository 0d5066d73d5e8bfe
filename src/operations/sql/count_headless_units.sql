/* planned for its values */
SELECT count(*) FROM units WHERE path >= :path AND path < :path_end AND has_head = 0 AND closed_on IS NULL
