UPDATE works SET closed_at = :at WHERE work_id = :work AND closed_at IS NULL
