CREATE TRIGGER answer_versions_kept_update BEFORE UPDATE ON answer_versions BEGIN SELECT RAISE(ABORT, 'what was published is not changed'); END;
CREATE TRIGGER answer_versions_kept_delete BEFORE DELETE ON answer_versions BEGIN SELECT RAISE(ABORT, 'what was published is not changed'); END;
CREATE TRIGGER claim_steps_kept_update BEFORE UPDATE ON claim_steps BEGIN SELECT RAISE(ABORT, 'the history of claims is only added to'); END;
CREATE TRIGGER claim_steps_kept_delete BEFORE DELETE ON claim_steps BEGIN SELECT RAISE(ABORT, 'the history of claims is only added to'); END;
