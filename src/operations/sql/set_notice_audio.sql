UPDATE notices SET audio = :audio WHERE notice_key = :notice_key AND version = :version
