-- Takes the row for this transaction.
UPDATE works SET given = given WHERE work_id = :work RETURNING given_to, given_at, organisation_seen, closed_at, asked, given
