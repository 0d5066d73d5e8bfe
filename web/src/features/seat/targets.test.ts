import type { TargetBooth } from '$lib/api/types';
import { describe, expect, it } from 'vitest';
import { bySegment } from './targets';

const booth = (ac_no: number, part: string, target: number): TargetBooth => ({
  ac_no,
  part,
  name: '',
  electors: 1000,
  valid_votes: 600,
  lead_estimate: 0,
  lead_interval: [-0.1, 0.1],
  class: 'not_certain',
  class_probability: 0.5,
  movable: 40,
  most: 300,
  target
});

describe('targets', () => {
  it('add up segment by segment', () => {
    const segments = bySegment([booth(1, '1', 10), booth(1, '2', 5), booth(2, '1', 7)]);
    expect(segments.map(({ ac_no, target, booths }) => [ac_no, target, booths.length])).toEqual([
      [1, 15, 2],
      [2, 7, 1]
    ]);
  });
});
