import type { CommunityAnswer, CommunityArea, Level } from '$lib/api/community';
import { describe, expect, it } from 'vitest';
import { askedIn, boundOf, hrefOf, leadOf, shownAreas, topLevel } from './community';

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

describe('an area that shows nothing of a question', () => {
  const share = { value: 0.5, low: 0.4, high: 0.6 };
  const cell = (shown: boolean) => ({ answer: 'a', title: name, count: null, share: shown ? share : null, share_most: shown ? null : 1 });
  const withCell = (one: CommunityArea, shown: boolean) => ({ ...one, tables: [{ question: 1, base: null, cells: [cell(shown)] }] });
  it('is led by its shakti kendra, and by the segment where that shows nothing either', () => {
    const [segment, kendra, booth] = [withCell(area('segment'), true), withCell(area('shakti_kendra'), true), withCell(area('booth', '1'), false)];
    expect(leadOf([segment, kendra, booth], booth, 1)?.level).toBe('shakti_kendra');
    expect(leadOf([segment, withCell(area('shakti_kendra'), false), booth], booth, 1)?.level).toBe('segment');
    expect(leadOf([segment, kendra], kendra, 1)).toBeNull();
  });
  it('is not said to be under everything', () => expect(boundOf(cell(false))).toBeNull());
});
