UPDATE answers_version SET version = version + 1
