import type { Scheme, SchemeUnit } from '$lib/api/schemes';

export const UNITS: SchemeUnit[] = ['household', 'person', 'account', 'couple', 'other'];
export const STATUSES = ['proposed', 'in_force', 'closed'] as const;
/** Facts that somebody has still to check at the official source. */
export const CHECKABLE = ['benefit', 'from_day', 'to_day', 'status', 'eligibility', 'portal_url', 'office', 'helpline'] as const;

const TEXTS = [
  'name_hi', 'name_en', 'owner', 'from_day', 'to_day', 'benefit_hi', 'benefit_en', 'eligibility_hi', 'eligibility_en',
  'source_url', 'portal_url', 'office_hi', 'office_en', 'helpline'
] as const;

export type SchemeValues = Record<(typeof TEXTS)[number], string> & { unit: SchemeUnit; status: string; to_check: string[] };

/** What a form begins with: the entry as it stands, or an empty one with all facts still to check. */
export function valuesOf(scheme: Scheme | null): SchemeValues {
  return {
    name_hi: scheme?.name.hi ?? '',
    name_en: scheme?.name.en ?? '',
    owner: scheme?.owner ?? 'centre',
    from_day: scheme?.from_day ?? '',
    to_day: scheme?.to_day ?? '',
    benefit_hi: scheme?.benefit.hi ?? '',
    benefit_en: scheme?.benefit.en ?? '',
    eligibility_hi: scheme?.eligibility.hi ?? '',
    eligibility_en: scheme?.eligibility.en ?? '',
    source_url: scheme?.source_url ?? '',
    portal_url: scheme?.help.portal_url ?? '',
    office_hi: scheme?.help.office.hi ?? '',
    office_en: scheme?.help.office.en ?? '',
    helpline: scheme?.help.helpline ?? '',
    unit: scheme?.unit ?? 'household',
    status: scheme?.status ?? 'in_force',
    to_check: scheme?.to_check ?? [...CHECKABLE]
  };
}

/** The body of a request: all fields, so that what was emptied is emptied. */
export function body(form: FormData): Record<string, string | string[]> {
  const told: Record<string, string | string[]> = {};
  for (const name of [...TEXTS, 'unit', 'status']) told[name] = String(form.get(name) ?? '').trim();
  told.to_check = form.getAll('to_check').map(String);
  return told;
}
