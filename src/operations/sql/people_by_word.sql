-- What the word leads to comes first (CROSS JOIN keeps the order).
(SELECT DISTINCT person_id FROM people_words WHERE word >= :word AND word < :word_end AND path >= :path AND path < :path_end) w CROSS JOIN people p WHERE p.person_id = w.person_id
