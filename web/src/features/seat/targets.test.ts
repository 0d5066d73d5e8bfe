import type { TargetBooth } from '$lib/api/types';
import { describe, expect, it } from 'vitest';
import { chosenBooths, fits, likeliest, sortedTargets, sumOfTargets } from './targets';

const booth = (ac_no: number, part: string, target: number, lost: number, matched = true): TargetBooth => ({
  ac_no,
  part,
  name: `School ${part}`,
  electors: 1000,
  valid_votes: 600,
  lead_estimate: 0,
  lead_interval: [-0.1, 0.1],
  class: 'not_certain',
  class_probability: 0.5,
  lasting_lead: 0.5 - lost,
  lasting_interval: [0.4 - lost, 0.6 - lost],
  chances: { lost, narrow: (1 - lost) / 2, weak: (1 - lost) / 4, strong: (1 - lost) / 4 },
  past: [{ election: 'LS-2014', confidence: matched ? 0.9 : null, lead: matched ? 0.1 : null }],
  movable: 40,
  most: 300,
  target,
  units: null,
  units_votes: null
});
const booths = [booth(1, '1', 10, 0.9), booth(1, '2', 5, 0.3, false), booth(2, '1', 7, 0.1)];

describe('targets', () => {
  it('are chosen by segment, by words and by what is likely', () => {
    expect(chosenBooths(booths, 1, 'all', '').map(({ part }) => part)).toEqual(['1', '2']);
    expect(chosenBooths(booths, null, 'all', 'school 2')).toHaveLength(1);
    expect(chosenBooths(booths, null, 'lost', '')).toEqual([booths[0]]);
    expect(chosenBooths(booths, null, 'unmatched', '')).toEqual([booths[1]]);
  });
  it('call no class likely below three in five', () => {
    expect(likeliest(booths[1]!)).toBe('narrow');
    expect(fits(booths[1]!, 'narrow')).toBe(false);
    expect(fits(booths[1]!, 'open')).toBe(true);
  });
  it('sort by a column both ways and keep the order of equal ones', () => {
    expect(sortedTargets(booths, 'target', true).map(({ target }) => target)).toEqual([10, 7, 5]);
    expect(sortedTargets(booths, 'booth', false)).toEqual(booths);
    expect(sumOfTargets(booths)).toBe(22);
  });
});
