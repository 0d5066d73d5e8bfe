INSERT INTO claim_steps (claim_id, place, kind, from_state, to_state, text, noted_by, by_name, noted_at)
SELECT CAST(:claim AS VARCHAR(32)), coalesce(max(place), 0) + 1, CAST(:kind AS VARCHAR(20)), CAST(:from_state AS VARCHAR(12)), CAST(:to_state AS VARCHAR(12)), CAST(:text AS VARCHAR(2000)), CAST(:by AS VARCHAR(32)), CAST(:by_name AS VARCHAR(200)), CAST(:at AS BIGINT)
FROM claim_steps WHERE claim_id = :claim
