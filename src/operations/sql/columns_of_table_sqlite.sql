SELECT name FROM pragma_table_info(:name) ORDER BY cid
