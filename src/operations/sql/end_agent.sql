UPDATE booth_agents SET to_day = :day WHERE agent_id = :agent AND to_day IS NULL
