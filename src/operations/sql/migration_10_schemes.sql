-- Schemes that were added or changed here; the others stand in data/schemes/schemes.csv. A row holds the whole scheme and takes the place of the one of its code there.
-- from_day, to_day: a day, or a year alone where no more is known. to_check: names of facts not yet checked at the source, parted by spaces.
CREATE TABLE schemes (
  scheme_code VARCHAR(30) PRIMARY KEY,
  name_en VARCHAR(200) NOT NULL,
  name_hi VARCHAR(400) NOT NULL,
  owner VARCHAR(20) NOT NULL,
  unit VARCHAR(20) NOT NULL CHECK (unit IN ('household', 'person', 'account', 'couple', 'other')),
  from_day VARCHAR(10) NOT NULL,
  to_day VARCHAR(10) NOT NULL,
  status VARCHAR(10) NOT NULL CHECK (status IN ('proposed', 'in_force', 'closed')),
  base VARCHAR(40) NOT NULL,
  benefit_en VARCHAR(400) NOT NULL,
  benefit_hi VARCHAR(800) NOT NULL,
  eligibility_en VARCHAR(400) NOT NULL,
  eligibility_hi VARCHAR(800) NOT NULL,
  source_url VARCHAR(400) NOT NULL CHECK (source_url <> ''),
  portal_url VARCHAR(400) NOT NULL,
  office_en VARCHAR(400) NOT NULL,
  office_hi VARCHAR(800) NOT NULL,
  helpline VARCHAR(60) NOT NULL,
  to_check VARCHAR(200) NOT NULL,
  changed_by VARCHAR(32) NOT NULL,
  changed_at BIGINT NOT NULL
);
