ALTER TABLE tombstones ENABLE ROW LEVEL SECURITY;
ALTER TABLE tombstones FORCE ROW LEVEL SECURITY;
-- Whoever erases adds; nobody takes one away.
CREATE POLICY tombstones_added ON tombstones FOR INSERT WITH CHECK (true);
CREATE POLICY tombstones_read ON tombstones FOR SELECT USING (boothwise_everything());
ALTER TABLE leases ENABLE ROW LEVEL SECURITY;
ALTER TABLE leases FORCE ROW LEVEL SECURITY;
CREATE POLICY leases_of_the_server ON leases USING (boothwise_everything()) WITH CHECK (boothwise_everything());
