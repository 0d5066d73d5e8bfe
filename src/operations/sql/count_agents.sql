/* planned for its values */
SELECT count(*) FROM booth_agents WHERE path >= :path AND path < :path_end AND to_day IS NULL
