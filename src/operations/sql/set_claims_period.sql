INSERT INTO claims_periods (revision, first_day, last_day, kind, source)
VALUES (:revision, :first_day, :last_day, :kind, :source)
ON CONFLICT (revision) DO UPDATE SET
  first_day = excluded.first_day, last_day = excluded.last_day, kind = excluded.kind, source = excluded.source
