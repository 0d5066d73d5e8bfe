SELECT version FROM answers_version
