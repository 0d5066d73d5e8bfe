import type { EstimatedArea } from '$lib/api/estimates';
import { describe, expect, it } from 'vitest';
import { listed } from './areas';

const area = (level: EstimatedArea['level'], district: string, ac_no: number | null, kendra: string | null = null, part: string | null = null): EstimatedArea => ({
  level,
  name: { en: '', hi: '' },
  district,
  ac_no,
  kendra,
  part,
  share: null,
  from_neighbours: null,
  answers: null,
  released_share: null
});
const areas = [area('district', 'A', null), area('district', 'B', null), area('segment', 'A', 1), area('segment', 'B', 2), area('shakti_kendra', 'A', 1, 'k1'), area('shakti_kendra', 'A', 1, 'k2'), area('booth', 'A', 1, 'k1', '7')];

describe('estimated areas', () => {
  it('are those one level below the page', () => {
    const at = (district: string | null, ac: string | null, kendra: string | null) => listed(areas, { district, ac, kendra }).map((one) => areas.indexOf(one));
    expect(at(null, null, null)).toEqual([0, 1]);
    expect(at('A', null, null)).toEqual([2]);
    expect(at(null, '1', null)).toEqual([4, 5]);
    expect(at(null, '1', 'k1')).toEqual([6]);
  });
});
