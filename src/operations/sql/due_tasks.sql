-- By who has to do them and the day, with one of the units: the assignee, or who holds the assignee's post, or the unit's head.
/* planned for its values */
SELECT q.person_id, min(q.unit_id), min(q.path), q.due_day, count(*) FROM (
  SELECT coalesce(t.assignee_person, (SELECT min(h.person_id) FROM posts_held h WHERE h.unit_id = t.unit_id AND h.to_day IS NULL
    AND h.post = CASE WHEN t.assignee_post = '' THEN :head_post ELSE t.assignee_post END)) AS person_id, t.unit_id, t.path, t.due_day
  FROM tasks t WHERE t.work_id = :work AND t.state <> 'done' AND t.due_day >= :first_day AND t.due_day <= :last_day) q
WHERE q.person_id IS NOT NULL AND q.person_id <> '' GROUP BY q.person_id, q.due_day ORDER BY min(q.path), q.person_id
