-- How many words of a subtree's people begin with a word; at most so many are counted.
/* planned for its values */
SELECT count(*) FROM (SELECT 1 FROM people_words WHERE word >= :word AND word < :word_end AND path >= :path AND path < :path_end LIMIT :most) some_words
