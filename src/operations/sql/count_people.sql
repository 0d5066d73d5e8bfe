/* planned for its values */
SELECT count(*) FROM people WHERE path >= :path AND path < :path_end AND left_on IS NULL
