import type { Standing } from '$lib/api/types';
import { csvText } from '$lib/ui/csv';
import { describe, expect, it } from 'vitest';
import { chosenSeats, filtersFrom, sortedSeats, sortFrom } from './choose';

const seat = (pc_no: number, margin_points: number | null, more: Partial<Standing> = {}) =>
  ({ pc_no, ac_no: null, margin_points, reservation: 'GEN', districts: [{ id: 'Agra' }], class: 'strong', lost_kind: null, name: { en: `S${pc_no}`, hi: `S${pc_no}` }, ...more }) as Standing;

const seats = [
  seat(1, 12), seat(2, -1.5, { class: 'lost', lost_kind: 'lost_close' }), seat(3, -20, { class: 'lost', lost_kind: 'lost_far' }),
  seat(4, 7, { class: 'weak', reservation: 'SC' }), seat(5, null, { class: 'not_contested', districts: [] })
];
const numbers = (list: Standing[]) => list.map((one) => one.pc_no);
const name = (one: Standing) => one.name.en;

describe('filters', () => {
  const none = { class: null, district: null, reservation: null };
  it('"weak" takes weak wins and seats lost by far', () => {
    expect(numbers(chosenSeats(seats, { ...none, class: 'weak_or_lost_far' }))).toEqual([3, 4]);
  });
  it('hold together', () => {
    expect(numbers(chosenSeats(seats, { class: 'weak', district: 'Agra', reservation: 'SC' }))).toEqual([4]);
    expect(chosenSeats(seats, none)).toHaveLength(5);
  });
  it('are read from the address, and what is unknown there filters nothing', () => {
    expect(filtersFrom(new URLSearchParams('class=lost&reservation=XX&district=Agra'))).toEqual({ class: 'lost', district: 'Agra', reservation: null });
    expect(sortFrom(new URLSearchParams('sort=nonsense'))).toBe('narrowest');
  });
});

describe('order', () => {
  it('puts the smallest margin first, won or lost, and seats without one last', () => {
    expect(numbers(sortedSeats(seats, 'narrowest', name))).toEqual([2, 4, 1, 3, 5]);
  });
  it('runs from the biggest loss or the biggest win', () => {
    expect(numbers(sortedSeats(seats, 'marginUp', name))).toEqual([3, 2, 4, 1, 5]);
    expect(numbers(sortedSeats(seats, 'marginDown', name))).toEqual([1, 4, 2, 3, 5]);
  });
});

describe('CSV', () => {
  it('starts with a mark for Hindi, quotes what needs it and keeps missing cells empty', () => {
    expect(csvText([['a', 'b,c', 'd"e'], [1, null, 'श्रेणी']])).toBe('\uFEFFa,"b,c","d""e"\r\n1,,श्रेणी\r\n');
  });
  it('defuses cells that a spreadsheet would run', () => {
    expect(csvText([['=1+1', -3]])).toBe("\uFEFF'=1+1,-3\r\n");
  });
});
