-- The newest first, behind one of them. Every word is looked for in all that is known of a claim and its card. which: '' all, a state, 'open', 'due' (open and over time).
/* planned for its values */
SELECT claim_id, path, text, language, said_by, said_on, said_where, link, topic, area, words, state, priority, owner_user, due_at, reason, duplicate_of, copy_id, copy_name, copy_type, copy_bytes, copy_sha256, made_by, made_at, changed_at FROM claims
WHERE path >= :path AND path < :path_end AND (made_at < :before_at OR (made_at = :before_at AND claim_id > :before_id))
  AND (:which = '' OR state = :which OR (:which = 'open' AND state IN ('new', 'triaged', 'answering', 'in_review')) OR (:which = 'due' AND due_at <= :now AND state IN ('new', 'triaged', 'answering', 'in_review')))
  AND (:owner = '' OR owner_user = :owner) AND (:topic = '' OR topic = :topic) AND (:place = '' OR area LIKE '%' || :place || '%' ESCAPE '!')
  AND words LIKE '%' || :word || '%' AND words LIKE '%' || :second || '%' AND words LIKE '%' || :third || '%' AND words LIKE '%' || :fourth || '%'
ORDER BY made_at DESC, claim_id LIMIT :most
