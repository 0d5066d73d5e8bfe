SELECT device_id, day, path, state, reason, decided_by, decided_at FROM field_days WHERE path >= :path AND path < :path_end AND day >= :first_day AND day <= :last_day ORDER BY device_id, day
