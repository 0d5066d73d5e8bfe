SELECT device_id, day, count(*) AS records, min(received_at) AS first_at, max(received_at) AS last_at FROM records
WHERE path >= :path AND path < :path_end AND form_id = :form GROUP BY device_id, day ORDER BY day DESC, device_id
