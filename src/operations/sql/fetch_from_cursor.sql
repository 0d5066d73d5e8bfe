FETCH FORWARD 2000 FROM rows_one_by_one
