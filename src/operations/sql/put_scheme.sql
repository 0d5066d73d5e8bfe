INSERT INTO schemes (scheme_code, name_en, name_hi, owner, unit, from_day, to_day, status, base, benefit_en, benefit_hi, eligibility_en, eligibility_hi, source_url,
  portal_url, office_en, office_hi, helpline, to_check, changed_by, changed_at)
VALUES (:code, :name_en, :name_hi, :owner, :unit, :from_day, :to_day, :status, :base, :benefit_en, :benefit_hi, :eligibility_en, :eligibility_hi, :source_url,
  :portal_url, :office_en, :office_hi, :helpline, :to_check, :by, :at)
ON CONFLICT (scheme_code) DO UPDATE SET name_en = excluded.name_en, name_hi = excluded.name_hi, owner = excluded.owner, unit = excluded.unit,
  from_day = excluded.from_day, to_day = excluded.to_day, status = excluded.status, base = excluded.base, benefit_en = excluded.benefit_en,
  benefit_hi = excluded.benefit_hi, eligibility_en = excluded.eligibility_en, eligibility_hi = excluded.eligibility_hi, source_url = excluded.source_url,
  portal_url = excluded.portal_url, office_en = excluded.office_en, office_hi = excluded.office_hi, helpline = excluded.helpline, to_check = excluded.to_check,
  changed_by = excluded.changed_by, changed_at = excluded.changed_at
