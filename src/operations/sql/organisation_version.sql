SELECT version FROM organisation WHERE only_row = 1
