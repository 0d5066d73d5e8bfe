-- One draft, or all of them where the id is empty; newest first.
SELECT draft_id, revision, ac_no, part_no, qualifying_date, publication_date, source, stated_male, stated_female,
       stated_other, made_by, made_at, state, run
FROM roll_drafts WHERE draft_id = :id OR :id = '' ORDER BY made_at DESC, draft_id
