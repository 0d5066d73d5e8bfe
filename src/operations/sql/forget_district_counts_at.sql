DELETE FROM district_counts WHERE district_path = :district
