/* planned for its values */
DELETE FROM district_counts WHERE district_path >= :path AND district_path < :path_end
