INSERT INTO layout (migration) VALUES (:migration)
