SELECT ac_no FROM work_segments WHERE work_id = :work ORDER BY ac_no
