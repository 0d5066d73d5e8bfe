INSERT INTO booth_agents (agent_id, person_id, path, ac_no, part, elector_part, elector_serial, bla1_by, bla2_on, note,
                          from_day, to_day, noted_by, noted_at)
VALUES (:agent, :person, :path, :ac, :part, :elector_part, :elector_serial, :bla1_by, :bla2_on, :note,
        :from_day, :to_day, :by, :at)
