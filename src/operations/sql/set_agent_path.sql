UPDATE booth_agents SET path = :path WHERE agent_id = :agent
