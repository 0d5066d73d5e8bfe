import type { Booth } from '$lib/api/types';
import { describe, expect, it } from 'vitest';
import { matchingBooths, sortedBooths } from './booth';

const booth = (part_no: number, suffix: string, lead: number | null, name = '') =>
  ({ part: `${part_no}${suffix}`, part_no, suffix, margin_points: lead, name, class: lead === null ? 'missing' : 'strong' }) as Booth;
const booths = [booth(12, 'A', 5), booth(2, '', null), booth(12, '', -3, 'PRIMARY SCHOOL'), booth(13, '', 9)];
const parts = (list: Booth[]) => list.map((one) => one.part);

describe('the booth table', () => {
  it('orders parts as numbers, auxiliary booths after their own', () => {
    expect(parts(sortedBooths(booths, 'part', false))).toEqual(['2', '12', '12A', '13']);
  });
  it('puts missing booths last both ways', () => {
    expect(parts(sortedBooths(booths, 'lead', false))).toEqual(['12', '12A', '13', '2']);
    expect(parts(sortedBooths(booths, 'lead', true))).toEqual(['13', '12A', '12', '2']);
  });
  it('finds by exact part or by a piece of the name', () => {
    expect(parts(matchingBooths(booths, '12'))).toEqual(['12']);
    expect(parts(matchingBooths(booths, ' school '))).toEqual(['12']);
    expect(matchingBooths(booths, '')).toHaveLength(4);
  });
});
