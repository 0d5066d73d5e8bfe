-- The catalogue is everybody's; only the whole organisation's officers write it.
ALTER TABLE schemes ENABLE ROW LEVEL SECURITY;
ALTER TABLE schemes FORCE ROW LEVEL SECURITY;
CREATE POLICY schemes_read ON schemes FOR SELECT USING (true);
CREATE POLICY schemes_written ON schemes USING (boothwise_everything()) WITH CHECK (boothwise_everything());
