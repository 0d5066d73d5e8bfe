SELECT purpose, notice, language, day FROM sealed_consents WHERE receipt = :receipt ORDER BY purpose
