-- Newest first, behind the row (at, chain, number). who: '' or a keyed id, of who did it or of whom it was done to; action: '' or its beginning.
/* planned for its values */
SELECT chain, row_number, at, actor, action, object, path, purpose, details, hash FROM audit
WHERE path >= :path AND path < :path_end AND at >= :since AND at < :until
  AND (at < :at OR (at = :at AND (chain > :chain OR (chain = :chain AND row_number < :number))))
  AND (:who = '' OR actor = :who OR object = 'user:' || :who OR object = 'person:' || :who)
  AND (:action = '' OR action LIKE :action || '%' ESCAPE '!')
ORDER BY at DESC, chain, row_number DESC LIMIT :most
