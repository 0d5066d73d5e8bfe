UPDATE certificates SET revoked_on = :day, reason = :reason WHERE code = :code AND revoked_on IS NULL
