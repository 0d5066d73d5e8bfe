SELECT scheme_code, name_en, name_hi, owner, unit, from_day, to_day, status, base, benefit_en, benefit_hi, eligibility_en, eligibility_hi, source_url, portal_url,
  office_en, office_hi, helpline, to_check
FROM schemes ORDER BY scheme_code
