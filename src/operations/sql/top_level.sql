SELECT level_code FROM levels ORDER BY place_in_tree LIMIT 1
