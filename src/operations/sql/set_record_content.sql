UPDATE records SET content = :content WHERE record_id = :id
