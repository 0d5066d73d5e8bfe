DELETE FROM polls WHERE election = :election AND kind = :kind AND place_no = :place
