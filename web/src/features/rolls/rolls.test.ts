import type { Changes, RollsAnswer, SegmentChanges } from '$lib/api/rolls';
import { describe, expect, it } from 'vitest';
import { choosePair, districtsOf, netChange, reasonsOf, sortedAreas, sumOf, type AreaColumn } from './rolls';

const changes = (before: number, after: number, struck: number, more: Partial<Changes> = {}): Changes => ({
  electors_before: before, electors_after: after, found: before - struck, moved: 0, moved_away: 0, moved_in: 0, struck, gone: 0, uncertain: 0,
  struck_by_reason: { E: struck }, deleted_share: struck / before, added_of_age: 0, added_older: after - before + struck, changed: {}, ...more
});
const segment = (ac_no: number, before: number, struck: number, unusual_parts = 0, district = 'A'): SegmentChanges => ({
  ...changes(before, before, struck), ac_no, name: { en: `${ac_no}`, hi: `${ac_no}` }, district: { id: district, name: { en: district, hi: district } }, parts: 3, unusual_parts
});
const rolls = (revisions: string[], comparisons: [string, string][]): RollsAnswer => ({
  revisions: revisions.map((revision) => ({ revision, segments: 1, qualifying_date: null })),
  comparisons: comparisons.map(([from, to]) => ({ from, to, segments: 1, between_segments: true })),
  duplicates: [], sources: [], synthetic: true
});

describe('the two rolls to look at', () => {
  it('come from the address where both are there', () => {
    const here = rolls(['2022', '2024', '2026'], [['2024', '2026']]);
    expect(choosePair(new URLSearchParams('from=2022&to=2026'), here)).toEqual({ from: '2022', to: '2026' });
    expect(choosePair(new URLSearchParams('from=1999&to=2026'), here)).toEqual({ from: '2024', to: '2026' });
  });
  it('else are the newest two, or none', () => {
    expect(choosePair(new URLSearchParams(), rolls(['2026', '2022', '2024'], []))).toEqual({ from: '2024', to: '2026' });
    expect(choosePair(new URLSearchParams(), rolls(['2026'], []))).toBeNull();
  });
});

describe('changes', () => {
  it('add up, and the share is of the sum', () => {
    const sum = sumOf([changes(100, 90, 20), changes(300, 310, 20, { struck_by_reason: { S: 5, E: 15 } })]);
    expect(netChange(sum)).toBe(0);
    expect(sum.deleted_share).toBe(0.1);
    expect(sum.struck_by_reason).toEqual({ E: 35, S: 5 });
    expect(sumOf([]).deleted_share).toBeNull();
  });
  it('gather reasons that have no code, most first', () => {
    expect(reasonsOf(changes(9, 9, 3, { struck_by_reason: { '?': 1, '-': 1, E: 1, S: 4 } }))).toEqual([
      { reason: 'S', count: 4 },
      { reason: 'none', count: 2 },
      { reason: 'E', count: 1 }
    ]);
  });
});

describe('segments', () => {
  const rows = [segment(2, 100, 5), segment(1, 100, 20, 1, 'B'), segment(3, 500, 30)];
  it('are ordered by each column', () => {
    const areas = rows.map((row) => ({ no: row.ac_no, label: `${row.ac_no}`, href: null, changes: row, unusual: row.unusual_parts, odd: false, mark: '' }));
    const numbers = (column: AreaColumn, down: boolean) => sortedAreas(areas, column, down).map((area) => area.no);
    expect(numbers('share', true)).toEqual([1, 3, 2]);
    expect(numbers('no', false)).toEqual([1, 2, 3]);
    expect(numbers('unusual', true)[0]).toBe(1);
    expect(numbers('before', true)[0]).toBe(3);
  });
  it('name their districts once', () => {
    expect(districtsOf(rows).map((one) => one.id)).toEqual(['A', 'B']);
  });
});
