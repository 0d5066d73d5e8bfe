-- Official counts of schemes, newest first. {rows}: the tables of the schemes asked about; {where}: which areas.
SELECT scheme, area_kind, district, area, day, counted, unit, count, base, base_counted, base_unit, source, url
FROM {rows}
WHERE {where}
ORDER BY scheme, counted, day DESC, area_kind, district, area
