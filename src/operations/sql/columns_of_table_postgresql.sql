SELECT CAST(column_name AS text) FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = :name ORDER BY ordinal_position
