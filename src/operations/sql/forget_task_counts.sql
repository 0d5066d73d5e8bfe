/* planned for its values */
DELETE FROM task_counts WHERE counted_path >= :path AND counted_path < :path_end
