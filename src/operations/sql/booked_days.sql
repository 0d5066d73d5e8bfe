-- Tasks of a person on one day alone, in order: visits and the like.
SELECT t.due_day, t.ac_no FROM tasks t WHERE t.assignee_person = :person AND t.first_day = t.due_day AND t.state <> 'done'
  AND t.due_day >= :first_day AND t.due_day <= :last_day ORDER BY t.due_day, t.task_id
