-- How many electors an agent helped on a day, and for a revision in all.
SELECT coalesce(sum(CASE WHEN given_on = :day THEN 1 ELSE 0 END), 0) AS on_day,
       coalesce(sum(CASE WHEN revision = :revision THEN 1 ELSE 0 END), 0) AS in_revision
FROM roll_help WHERE agent = :agent AND outcome <> 'withdrawn'
