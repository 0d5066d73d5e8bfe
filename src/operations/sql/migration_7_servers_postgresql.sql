ALTER TABLE district_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE district_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY district_counts_near ON district_counts USING ((SELECT boothwise_everything()) OR boothwise_reaches(district_path) OR boothwise_above(district_path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(district_path) OR boothwise_above(district_path));
ALTER TABLE jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs_of_the_server ON jobs USING (boothwise_everything()) WITH CHECK (boothwise_everything());
CREATE POLICY jobs_added ON jobs FOR INSERT WITH CHECK (true);
ALTER TABLE uploads ENABLE ROW LEVEL SECURITY;
ALTER TABLE uploads FORCE ROW LEVEL SECURITY;
CREATE POLICY uploads_of_the_server ON uploads USING (boothwise_everything()) WITH CHECK (boothwise_everything());
INSERT INTO unit_words (place_in_tree, word, path, unit_id)
SELECT DISTINCT l.place_in_tree, w.word, u.path, u.unit_id FROM units u JOIN levels l ON l.level_code = u.level_code, unnest(string_to_array(u.folded, ' ')) AS w (word) WHERE w.word <> '';
ALTER TABLE unit_words ENABLE ROW LEVEL SECURITY;
ALTER TABLE unit_words FORCE ROW LEVEL SECURITY;
CREATE POLICY unit_words_reached ON unit_words USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
-- Whether everything is let through is asked once a statement, not once a row.
ALTER POLICY units_reached ON units USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
ALTER POLICY unit_places_reached ON unit_places USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
ALTER POLICY people_reached ON people USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
ALTER POLICY posts_held_reached ON posts_held USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
ALTER POLICY booth_agents_reached ON booth_agents USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
ALTER POLICY responsibilities_reached ON responsibilities USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
ALTER POLICY works_reached ON works USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
ALTER POLICY tasks_reached ON tasks USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
ALTER POLICY task_notes_reached ON task_notes USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
ALTER POLICY task_files_reached ON task_files USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
ALTER POLICY task_counts_near ON task_counts USING ((SELECT boothwise_everything()) OR boothwise_reaches(counted_path) OR boothwise_above(counted_path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(counted_path) OR boothwise_above(counted_path));
