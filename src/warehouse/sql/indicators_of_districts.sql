-- Some indicators of published statistics by district. {rows}: all data sets, each row with its data set's name.
SELECT scope, district, area, round, indicator, value
FROM {rows}
WHERE indicator IN ({indicators}) AND value IS NOT NULL
ORDER BY scope, indicator, area, round, district
