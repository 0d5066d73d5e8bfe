UPDATE role_grants SET reach = :reach WHERE grant_id = :id
