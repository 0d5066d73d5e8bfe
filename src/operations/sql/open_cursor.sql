DECLARE rows_one_by_one NO SCROLL CURSOR FOR {sql}
