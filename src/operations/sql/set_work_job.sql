UPDATE works SET job_id = :job WHERE work_id = :work
