ALTER TABLE calendar_addresses ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_addresses FORCE ROW LEVEL SECURITY;
CREATE POLICY calendar_addresses_of_the_server ON calendar_addresses USING (boothwise_everything()) WITH CHECK (boothwise_everything());
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
CREATE POLICY messages_of_the_server ON messages USING (boothwise_everything()) WITH CHECK (boothwise_everything());
