import type { Election, StateAnswer } from '$lib/api/types';
import { describe, expect, it } from 'vitest';
import { changedQuery, chooseView, generalElections, withView } from './view';

const election = (id: string, more: Partial<Election> = {}): Election => ({
  id, house: id.startsWith('LS') ? 'LS' : 'VS', year: Number(id.slice(3, 7)), kind: 'general', boundaries: '2008', seats: 80, comparable: true,
  has: { segments: true, booths: 0 }, name: { en: id, hi: id }, previous: null, synthetic: false, ...more
});
const state: StateAnswer = {
  code: 'UP', name: { en: '', hi: '' }, seats: { LS: 80, VS: 403 }, districts: 75, elections: [election('LS-2014'), election('LS-2019')],
  boundaries: { pc: true, ac: true, district: true }, synthetic: false, version: '1', default: { election: 'LS-2019', side: 'ONE' }
};
const nothing = { election: null, side: null };

describe('the view', () => {
  it('comes from the address first', () => {
    const address = new URLSearchParams('election=LS-2014&side=A%2BB');
    expect(chooseView(address, { election: 'LS-2019', side: 'X' }, state)).toEqual({ election: 'LS-2014', side: 'A+B' });
  });
  it('then from what was looked at last', () => {
    expect(chooseView(new URLSearchParams(), { election: 'LS-2014', side: 'X' }, state)).toEqual({ election: 'LS-2014', side: 'X' });
  });
  it('passes over a remembered election that is gone', () => {
    expect(chooseView(new URLSearchParams(), { election: 'LS-2024', side: 'X' }, state)).toEqual({ election: 'LS-2019', side: 'ONE' });
  });
  it('is nothing in an empty workspace', () => {
    const empty = { ...state, elections: [], default: nothing };
    expect(chooseView(new URLSearchParams(), nothing, empty)).toBeNull();
  });
});

describe('addresses', () => {
  it('carry the view and escape a joined side', () => {
    expect(withView('/focus', { election: 'LS-2019', side: 'SP+INC' })).toBe('/focus?election=LS-2019&side=SP%2BINC');
    expect(withView('/focus', null)).toBe('/focus');
  });
  it('change in part and drop what is emptied', () => {
    const url = new URL('http://x/focus?side=A&class=weak');
    expect(changedQuery(url, { class: '', sort: 'name' })).toBe('/focus?side=A&sort=name');
    expect(changedQuery(url, { class: null, side: null })).toBe('/focus');
  });
});

it('general elections come newest first, without by-elections', () => {
  const all = [election('LS-2014'), election('LS-2018-BY', { kind: 'by' }), election('VS-2022'), election('LS-2019')];
  expect(generalElections(all).map((one) => one.id)).toEqual(['VS-2022', 'LS-2019', 'LS-2014']);
});
