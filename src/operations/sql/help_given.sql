SELECT help_id, ac_no, part_no, serial_no, situation, form, evidence, reason, agent, given_on, declared, outcome, noted_at
FROM roll_help WHERE revision = :revision ORDER BY noted_at DESC, help_id
