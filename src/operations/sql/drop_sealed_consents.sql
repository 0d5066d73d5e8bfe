DELETE FROM sealed_consents WHERE receipt = :receipt
