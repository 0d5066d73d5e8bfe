UPDATE roll_drafts SET state = :state, run = :run WHERE draft_id = :id AND state = 'open'
