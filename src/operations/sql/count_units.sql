/* planned for its values */
SELECT count(*) FROM units WHERE level_code = :level AND path >= :path AND path < :path_end AND closed_on IS NULL
