-- The newest claims' words, for those that say nearly the same.
SELECT claim_id, words FROM claims WHERE claim_id <> :id AND state <> 'duplicate' ORDER BY made_at DESC, claim_id LIMIT :most
