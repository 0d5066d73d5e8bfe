INSERT INTO roll_help (help_id, revision, ac_no, part_no, serial_no, situation, form, evidence, reason, agent, given_on,
                       declared, outcome, noted_at)
VALUES (:id, :revision, :ac_no, :part_no, :serial_no, :situation, :form, :evidence, :reason, :agent, :given_on,
        :declared, :outcome, :noted_at)
