UPDATE organisation SET next_unit = next_unit + :count, version = version + 1 WHERE only_row = 1 RETURNING next_unit - :count
