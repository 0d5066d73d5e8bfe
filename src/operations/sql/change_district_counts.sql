INSERT INTO district_counts (district_path, work_id, due_day, ac_no, asked, done, blocked, seen)
SELECT CAST(:district AS VARCHAR(200)), CAST(:work AS VARCHAR(32)), CAST(:due_day AS VARCHAR(10)), CAST(:ac AS BIGINT), CAST(:asked AS BIGINT), CAST(:done AS BIGINT),
  CAST(:blocked AS BIGINT), CAST(:seen AS BIGINT) WHERE NOT EXISTS (SELECT 1 FROM works WHERE work_id = :work AND closed_at IS NOT NULL)
ON CONFLICT (district_path, work_id, due_day, ac_no) DO UPDATE SET asked = district_counts.asked + excluded.asked, done = district_counts.done + excluded.done,
  blocked = district_counts.blocked + excluded.blocked, seen = district_counts.seen + excluded.seen
