INSERT INTO people_words (word, path, person_id)
SELECT DISTINCT w.word, p.path, p.person_id FROM people p, unnest(string_to_array(p.folded, ' ')) AS w (word) WHERE p.left_on IS NULL AND w.word <> '' ORDER BY w.word, p.path, p.person_id;
CREATE INDEX people_words_person ON people_words (person_id);
CREATE INDEX people_words_path ON people_words (path);
ALTER TABLE people_words ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_words FORCE ROW LEVEL SECURITY;
CREATE POLICY people_words_reached ON people_words USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
