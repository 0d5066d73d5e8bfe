SELECT place_no, part FROM unit_places WHERE path >= :path AND path < :path_end AND kind = 'part' ORDER BY place_no, part
