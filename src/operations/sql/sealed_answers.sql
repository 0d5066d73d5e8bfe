SELECT receipt, ac_no, part, kind, box FROM sealed_answers WHERE wave = :wave AND receipt > :after ORDER BY receipt LIMIT 500
