-- Tasks of a subtree that moved from one path to another, whose own paths are the new ones already. What was counted inside it moves along;
-- what was counted above it is now counted above its new place.
/* planned for its values */
UPDATE tasks SET
  counted_path = CASE WHEN counted_path >= :from AND counted_path < :from_end THEN :to || substr(counted_path, :behind) ELSE :counted END,
  district_path = CASE WHEN district_path >= :from_again AND district_path < :from_end_again THEN :to_again || substr(district_path, :behind_again) ELSE :district END
WHERE path >= :path AND path < :path_end
