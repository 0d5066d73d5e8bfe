UPDATE key_numbers SET next = next + :count WHERE only_row = 1 RETURNING next
