people p WHERE p.path >= :path AND p.path < :path_end AND ' ' || p.folded LIKE '% ' || :word || '%'
