INSERT INTO consents (consent_id, record_id, purpose, given, notice, language, method, device_id, path, noted_at, place)
VALUES (:consent_id, :record_id, :purpose, :given, :notice, :language, :method, :device_id, :path, :noted_at, :place)
