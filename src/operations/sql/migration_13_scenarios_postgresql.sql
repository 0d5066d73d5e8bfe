ALTER TABLE scenarios ENABLE ROW LEVEL SECURITY;
ALTER TABLE scenarios FORCE ROW LEVEL SECURITY;
CREATE POLICY scenarios_read ON scenarios FOR SELECT USING (true);
CREATE POLICY scenarios_of_the_server ON scenarios USING (boothwise_everything()) WITH CHECK (boothwise_everything());
