SELECT revision, first_day, last_day, kind, source FROM claims_periods ORDER BY revision
