import type { CommunityAnswer, CommunityArea, Level } from '$lib/api/community';
import { describe, expect, it } from 'vitest';
import { askedIn, hrefOf, shownAreas, topLevel } from './community';

const name = { hi: 'क', en: 'K' };
const area = (level: Level, part: string | null = null): CommunityArea => ({
  level,
  name,
  district: 'Agra',
  ac_no: level === 'district' ? null : 86,
  kendra: level === 'shakti_kendra' || level === 'booth' ? 'SK 1' : null,
  part,
  lead: null,
  shows: true,
  tables: []
});
const answer = { areas: [area('segment'), area('shakti_kendra'), area('booth', '1'), area('booth', '2')] } as CommunityAnswer;

describe('the areas of the page', () => {
  it('are those below the one that the address names', () => {
    const asked = askedIn(new URLSearchParams('ac_no=86&kendra=SK 1'));
    expect(topLevel(asked)).toBe('shakti_kendra');
    const { top, parts } = shownAreas(answer, asked);
    expect(top?.level).toBe('shakti_kendra');
    expect(parts.map((part) => part.part)).toEqual(['1', '2']);
  });
  it('are all districts where the address names none', () => {
    const districts = { areas: [area('district')] } as CommunityAnswer;
    expect(shownAreas(districts, askedIn(new URLSearchParams('')))).toEqual({ top: null, parts: districts.areas });
  });
});

describe('addresses', () => {
  it('lead one level down and end at the booth', () => {
    expect(hrefOf(area('district'), null)).toBe('/community?district=Agra');
    expect(hrefOf(area('segment'), 'w1')).toBe('/community?wave=w1&ac_no=86');
    expect(hrefOf(area('shakti_kendra'), null)).toBe('/community?ac_no=86&kendra=SK+1');
    expect(hrefOf(area('booth', '1'), null)).toBeNull();
  });
});
