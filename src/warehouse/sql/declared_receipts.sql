-- What households said of a scheme, areas with their shakti kendras' names. {where}: of which areas.
SELECT scheme, level, district, ac_no, kendra, kendra_en, kendra_hi, part, position, answer, base, count, day
FROM {released_receipts}
WHERE {where}
ORDER BY scheme, array_position(['district', 'segment', 'shakti_kendra', 'booth'], level), district, ac_no, kendra,
         try_cast(regexp_extract(part, '^[0-9]+') AS INTEGER), part, position
