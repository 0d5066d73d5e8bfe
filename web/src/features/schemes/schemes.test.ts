import type { DistrictFigures, Outcome, SchemeAnswer } from '$lib/api/schemes';
import { describe, expect, it } from 'vitest';
import { byKind, changeShare, mapMeasures, mapValue, schemeRows, sortedDistricts } from './schemes';

const row = (district: string, given: Partial<DistrictFigures>): DistrictFigures => ({
  district,
  name: { en: district, hi: district },
  segments: [],
  count: null,
  before: null,
  change: null,
  base: null,
  share: null,
  why: null,
  ...given
});
const fuel = { name: { en: 'Clean fuel', hi: 'स्वच्छ ईंधन' }, survey: { en: 'NFHS-5', hi: 'एनएफएचएस-5' }, year: '2019-21', values: { Agra: 67.5 } } as unknown as Outcome;
const rows = [
  row('Agra', { count: 50000, before: 40000, change: 10000, base: 100000, share: 0.5 }),
  row('Banda', { why: 'no_count' }),
  row('Etah', { count: 30000, before: 0, change: 30000, base: 100000, share: 0.3 })
];
const answer = {
  scheme: { name: { en: 'PM Awas', hi: 'आवास' } },
  shown: { counted_name: { en: 'houses', hi: 'मकान' }, day: '2026-03-31', base: { name: { en: 'target', hi: 'लक्ष्य' }, source: { en: 'portal', hi: 'पोर्टल' } } },
  districts: rows,
  outcomes: [fuel],
  counts_from: [{ day: '2026-03-31', source: 'portal', url: null }],
  synthetic: true
} as unknown as SchemeAnswer;

describe('districts of a scheme', () => {
  it('stand lowest share first, and what is not known comes last either way', () => {
    expect(sortedDistricts(rows, 'share', false, null).map((one) => one.district)).toEqual(['Etah', 'Agra', 'Banda']);
    expect(sortedDistricts(rows, 'share', true, null).map((one) => one.district)).toEqual(['Agra', 'Etah', 'Banda']);
  });
  it('have no change in per cent where nothing was there before', () => {
    expect(rows.map(changeShare)).toEqual([0.25, null, null]);
  });
  it('are coloured by what is there, the share first', () => {
    expect(mapMeasures(answer)).toEqual(['share', 'count', 'change', 'outcome:0']);
    expect(mapMeasures({ ...answer, districts: [rows[1]!], outcomes: [] })).toEqual([]);
  });
  it('give the map per cent, and counts in lakh', () => {
    expect(mapValue(rows[0]!, 'share', [fuel])).toBe(50);
    expect(mapValue(rows[0]!, 'count', [fuel])).toBe(0.5);
    expect(mapValue(rows[0]!, 'outcome:0', [fuel])).toBe(67.5);
    expect(mapValue(rows[1]!, 'outcome:0', [fuel])).toBeNull();
  });
  it('have an outcome once, with what each survey found', () => {
    const earlier = { ...fuel, outcome: 'fuel', year: '2015-16' };
    const kinds = byKind([{ ...fuel, outcome: 'fuel' }, { ...fuel, outcome: 'water' }, earlier]);
    expect(kinds.map((kind) => kind.map((one) => one.year))).toEqual([['2019-21', '2015-16'], ['2019-21']]);
  });
  it('as a file name base, source and date, and say that outcomes are no beneficiaries', () => {
    const text = schemeRows(answer).flat().join(' ');
    expect(schemeRows(answer)[1]).toEqual(['Agra', 'Agra', 'Agra', 50000, 100000, 0.5, null, 40000, 10000, 67.5]);
    for (const word of ['लक्ष्य', 'पोर्टल', '2026-03-31', 'लाभार्थी नहीं']) expect(text).toContain(word);
  });
});
