SELECT name, open_half, since FROM officers ORDER BY place
