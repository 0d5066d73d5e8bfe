UPDATE works SET asked = :asked WHERE work_id = :work
