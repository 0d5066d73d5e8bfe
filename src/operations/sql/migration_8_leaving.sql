-- Tasks that were given to a person by name, which are few: who leaves gives them back.
CREATE INDEX tasks_assignee ON tasks (assignee_person) WHERE assignee_person IS NOT NULL;
