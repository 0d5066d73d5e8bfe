UPDATE tasks SET assignee_post = :post, assignee_person = :person WHERE task_id = :task
