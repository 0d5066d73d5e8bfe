SELECT l.place_in_tree FROM units u JOIN levels l ON l.level_code = u.level_code WHERE u.path = :path
