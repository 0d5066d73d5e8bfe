-- What becomes of a record that is withdrawn, as its notice said (rule R6): destroy, or seal for a year with two officers.
ALTER TABLE notices ADD COLUMN erasure VARCHAR(10) DEFAULT 'destroy' NOT NULL;
