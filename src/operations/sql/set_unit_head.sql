UPDATE units SET has_head = CASE WHEN EXISTS (
  SELECT 1 FROM posts_held WHERE unit_id = :unit AND post = :post AND to_day IS NULL) THEN 1 ELSE 0 END
WHERE unit_id = :unit
