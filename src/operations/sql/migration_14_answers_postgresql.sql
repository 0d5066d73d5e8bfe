CREATE FUNCTION answer_versions_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'what was published is not changed'; END $$;
CREATE TRIGGER answer_versions_are_kept BEFORE UPDATE OR DELETE ON answer_versions FOR EACH ROW EXECUTE FUNCTION answer_versions_are_kept();
CREATE FUNCTION claim_steps_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the history of claims is only added to'; END $$;
CREATE TRIGGER claim_steps_are_kept BEFORE UPDATE OR DELETE ON claim_steps FOR EACH ROW EXECUTE FUNCTION claim_steps_are_kept();
ALTER TABLE claims ENABLE ROW LEVEL SECURITY;
ALTER TABLE claims FORCE ROW LEVEL SECURITY;
CREATE POLICY claims_reached ON claims USING ((SELECT boothwise_everything()) OR boothwise_reaches(path)) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
-- Steps and cards are seen with their claim, whose policy holds in these questions too.
ALTER TABLE claim_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY claim_steps_reached ON claim_steps USING (EXISTS (SELECT 1 FROM claims c WHERE c.claim_id = claim_steps.claim_id)) WITH CHECK (EXISTS (SELECT 1 FROM claims c WHERE c.claim_id = claim_steps.claim_id));
ALTER TABLE answer_cards ENABLE ROW LEVEL SECURITY;
ALTER TABLE answer_cards FORCE ROW LEVEL SECURITY;
CREATE POLICY answer_cards_reached ON answer_cards USING (EXISTS (SELECT 1 FROM claims c WHERE c.claim_id = answer_cards.claim_id)) WITH CHECK (EXISTS (SELECT 1 FROM claims c WHERE c.claim_id = answer_cards.claim_id));
-- What was published is everybody's; only those who answer for the whole write it.
ALTER TABLE answer_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE answer_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY answer_versions_read ON answer_versions FOR SELECT USING (true);
CREATE POLICY answer_versions_written ON answer_versions FOR INSERT WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches('1.'));
