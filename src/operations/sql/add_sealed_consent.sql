INSERT INTO sealed_consents (receipt, purpose, notice, language, day) VALUES (:receipt, :purpose, :notice, :language, :day)
