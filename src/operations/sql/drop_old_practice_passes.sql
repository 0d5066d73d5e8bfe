DELETE FROM practice_passes WHERE ends_at <= :at
