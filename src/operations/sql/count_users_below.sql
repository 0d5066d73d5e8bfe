-- Of a unit and those below it: all, those who can sign in, those invited, those suspended, those who can sign in without one-time codes.
/* planned for its values */
SELECT count(*), coalesce(sum(CASE WHEN state = 'active' THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN state = 'invited' THEN 1 ELSE 0 END), 0),
  coalesce(sum(CASE WHEN state = 'suspended' THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN state = 'active' AND code_confirmed = 0 THEN 1 ELSE 0 END), 0)
FROM users WHERE path >= :path AND path < :path_end AND ended_at IS NULL
