SELECT path, form_id, device_id, day, count(*) AS records, sum(CASE WHEN state = 'good' THEN 1 ELSE 0 END) AS good,
  sum(CASE WHEN state = 'quarantined' THEN 1 ELSE 0 END) AS quarantined, sum(CASE WHEN files_here < files_wanted THEN 1 ELSE 0 END) AS incomplete,
  sum(CASE WHEN faults <> '[]' THEN 1 ELSE 0 END) AS faulty
FROM records WHERE path >= :path AND path < :path_end AND replaced_by = '' GROUP BY path, form_id, device_id, day ORDER BY path, form_id, device_id, day
