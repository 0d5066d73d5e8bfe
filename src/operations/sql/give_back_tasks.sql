UPDATE tasks SET assignee_person = NULL WHERE assignee_person = :person AND state <> 'done'
