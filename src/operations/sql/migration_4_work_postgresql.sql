-- Whose rows of work are seen (migration 2 has the functions).
ALTER TABLE responsibilities ENABLE ROW LEVEL SECURITY;
ALTER TABLE responsibilities FORCE ROW LEVEL SECURITY;
CREATE POLICY responsibilities_reached ON responsibilities USING (boothwise_reaches(path)) WITH CHECK (boothwise_reaches(path));
CREATE POLICY responsibilities_above ON responsibilities FOR SELECT USING (boothwise_above(path));
ALTER TABLE tasks ENABLE ROW LEVEL SECURITY;
ALTER TABLE tasks FORCE ROW LEVEL SECURITY;
CREATE POLICY tasks_reached ON tasks USING (boothwise_reaches(path)) WITH CHECK (boothwise_reaches(path));
ALTER TABLE task_notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE task_notes FORCE ROW LEVEL SECURITY;
CREATE POLICY task_notes_reached ON task_notes USING (boothwise_reaches(path)) WITH CHECK (boothwise_reaches(path));
ALTER TABLE task_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE task_files FORCE ROW LEVEL SECURITY;
CREATE POLICY task_files_reached ON task_files USING (boothwise_reaches(path)) WITH CHECK (boothwise_reaches(path));
ALTER TABLE works ENABLE ROW LEVEL SECURITY;
ALTER TABLE works FORCE ROW LEVEL SECURITY;
CREATE POLICY works_reached ON works USING (boothwise_reaches(path)) WITH CHECK (boothwise_reaches(path));
CREATE POLICY works_above ON works FOR SELECT USING (boothwise_above(path));
-- Counts hold no rows of anybody; who reports below a counted unit adds to it.
ALTER TABLE task_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE task_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY task_counts_near ON task_counts USING (boothwise_reaches(counted_path) OR boothwise_above(counted_path)) WITH CHECK (boothwise_reaches(counted_path) OR boothwise_above(counted_path));
-- The calendar is everybody's; only the whole organisation's officers write it.
ALTER TABLE polls ENABLE ROW LEVEL SECURITY;
ALTER TABLE polls FORCE ROW LEVEL SECURITY;
CREATE POLICY polls_read ON polls FOR SELECT USING (true);
CREATE POLICY polls_written ON polls USING (boothwise_everything()) WITH CHECK (boothwise_everything());
ALTER TABLE lock_overrides ENABLE ROW LEVEL SECURITY;
ALTER TABLE lock_overrides FORCE ROW LEVEL SECURITY;
CREATE POLICY lock_overrides_read ON lock_overrides FOR SELECT USING (true);
CREATE POLICY lock_overrides_written ON lock_overrides USING (boothwise_everything()) WITH CHECK (boothwise_everything());
