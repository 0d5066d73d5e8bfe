import { describe, expect, it } from 'vitest';
import type { Scheme } from '$lib/api/schemes';
import { body, CHECKABLE, valuesOf } from './catalogue';

const scheme = {
  code: 'pmuy',
  name: { hi: 'उज्ज्वला', en: 'Ujjwala' },
  owner: 'centre',
  unit: 'household',
  from_day: '2016',
  to_day: null,
  status: 'in_force',
  benefit: { hi: '', en: 'a connection' },
  eligibility: { hi: '', en: '' },
  source_url: 'https://pmuy.gov.in',
  help: { portal_url: null, office: { hi: '', en: '' }, helpline: '1906' },
  to_check: ['benefit']
} as unknown as Scheme;

describe('an entry of the catalogue', () => {
  it('begins with what stands', () => {
    const values = valuesOf(scheme);
    expect([values.name_hi, values.from_day, values.to_day, values.helpline, values.to_check]).toEqual(['उज्ज्वला', '2016', '', '1906', ['benefit']]);
  });

  it('is new with everything still to check', () => {
    expect(valuesOf(null).to_check).toEqual([...CHECKABLE]);
  });

  it('is sent whole, so that a field that was emptied is emptied', () => {
    const form = new FormData();
    form.set('name_hi', ' नया ');
    form.append('to_check', 'office');
    form.append('to_check', 'helpline');
    const told = body(form);
    expect([told.name_hi, told.to_day, told.to_check]).toEqual(['नया', '', ['office', 'helpline']]);
  });
});
