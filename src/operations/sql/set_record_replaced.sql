UPDATE records SET replaced_by = :by WHERE record_id = :id AND replaced_by = ''
