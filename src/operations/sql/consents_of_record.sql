SELECT consent_id, record_id, purpose, given, notice, language, method, device_id, path, noted_at, place FROM consents WHERE record_id = :record_id ORDER BY place
