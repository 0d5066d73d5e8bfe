-- A book that is made where a former one was lost must not give out the former's numbers: restored records name them, and erasing one would destroy another's key. So each begins at a number of its own.
UPDATE key_numbers SET next = (CAST(floor(random() * 1000000000) AS BIGINT) + 1) * 1000000000 WHERE next = 1;
