-- Who changes the organisation's shape waits here for others who do.
UPDATE organisation SET version = version + 1 WHERE only_row = 1
