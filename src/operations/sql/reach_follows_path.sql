-- A role at a unit reaches the unit, wherever it was moved.
UPDATE role_grants SET reach = path WHERE pc_no IS NULL AND reach <> path
