CREATE TRIGGER consents_are_not_changed BEFORE UPDATE ON consents BEGIN SELECT RAISE(ABORT, 'the ledger of consents is only added to'); END;
CREATE TRIGGER consents_are_not_removed BEFORE DELETE ON consents BEGIN SELECT RAISE(ABORT, 'the ledger of consents is only added to'); END;
