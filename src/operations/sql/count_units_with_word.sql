-- How many units of a level have a word that begins so; no further than is needed to choose the rarest word.
/* planned for its values */
SELECT count(*) FROM (SELECT 1 AS one FROM unit_words WHERE place_in_tree = :place AND word >= :word AND word < :word_end LIMIT :most) AS counted
