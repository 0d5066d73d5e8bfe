import { describe, expect, it } from 'vitest';
import { classSwatch, divergingBins, sequentialBins, swatchIn, UNKNOWN_SWATCH } from './colour';
import { wind } from './shapes';

describe('bins', () => {
  it('around zero hold every number once and stripe what is below', () => {
    const bins = divergingBins(5, 15);
    for (const value of [-80, -15, -5, -0.1, 0, 4.9, 5, 15, 99]) {
      expect(bins.filter((bin) => value >= bin.from && value < bin.to)).toHaveLength(1);
      expect(swatchIn(bins, value).striped).toBe(value < 0);
    }
  });
  it('of a sequence start at a round number and hold the greatest value', () => {
    const bins = sequentialBins([46.2, 70.8, 59]);
    expect(bins[0]!.from).toBe(46);
    expect(swatchIn(bins, 70.8).fill).toBe('var(--sequential-5)');
    expect(sequentialBins([])).toEqual([]);
  });
  it('show what is not known as not known', () => {
    expect(swatchIn(divergingBins(5, 15), null)).toBe(UNKNOWN_SWATCH);
  });
});

it('a class without a colour of its own is striped', () => {
  expect(classSwatch('not_contested').striped).toBe(true);
  expect(classSwatch('lost').striped).toBe(false);
});

it('rings are wound clockwise outside and the other way for holes', () => {
  const ring = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]];
  expect(wind(ring, true)).toEqual([...ring].reverse());
  expect(wind(ring, false)).toBe(ring);
});
