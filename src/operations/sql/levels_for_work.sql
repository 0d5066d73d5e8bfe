SELECT level_code, place_in_tree, name_en, name_hi FROM levels ORDER BY place_in_tree
