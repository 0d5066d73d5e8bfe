INSERT INTO roll_drafts (draft_id, revision, ac_no, part_no, qualifying_date, publication_date, source, stated_male,
                         stated_female, stated_other, made_by, made_at, state)
VALUES (:id, :revision, :ac_no, :part_no, :qualifying_date, :publication_date, :source, :stated_male,
        :stated_female, :stated_other, :made_by, :made_at, 'open')
