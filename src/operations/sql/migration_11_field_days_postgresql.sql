ALTER TABLE field_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE field_days FORCE ROW LEVEL SECURITY;
CREATE POLICY field_days_reached ON field_days USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
