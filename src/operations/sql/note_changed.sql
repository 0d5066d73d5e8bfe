-- Kinds without a stamp stay as they are.
UPDATE kept_stamps SET ground = coalesce(CAST(:ground AS BIGINT), ground), duties = coalesce(CAST(:duties AS BIGINT), duties), works = coalesce(CAST(:works AS BIGINT), works)
