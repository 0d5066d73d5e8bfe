import type { Candidate, LeadBin, Side } from '$lib/api/types';
import { describe, expect, it } from 'vitest';
import { swarmOffsets } from './beeswarm';
import { inBin, usedBins } from './bins';
import { contestParts, isOfSide, sideMargin } from './contest';
import { linear, ticks } from './scale';

describe('beeswarm', () => {
  it('leaves no two dots on one another', () => {
    const dots = Array.from({ length: 300 }, (_, index) => ({ x: (index * 37) % 200, radius: 2 + (index % 5) }));
    const offsets = swarmOffsets(dots);
    for (let a = 0; a < dots.length; a += 1) {
      for (let b = a + 1; b < dots.length; b += 1) {
        const distance = Math.hypot(dots[a]!.x - dots[b]!.x, offsets[a]! - offsets[b]!);
        expect(distance).toBeGreaterThanOrEqual(dots[a]!.radius + dots[b]!.radius - 1e-6);
      }
    }
  });
  it('keeps a lone dot on the line', () => {
    expect(swarmOffsets([{ x: 5, radius: 3 }])).toEqual([0]);
    expect(swarmOffsets([])).toEqual([]);
  });
});

describe('bins of leads', () => {
  const bins: LeadBin[] = Array.from({ length: 20 }, (_, index) => ({ from: index * 10 - 100, to: index * 10 - 90, stations: 0, margin_votes: 0 }));
  it('are cut to those in use, with both sides of zero', () => {
    const some = bins.map((bin) => (bin.from === 20 ? { ...bin, stations: 3 } : bin));
    expect(usedBins(some).map((bin) => bin.from)).toEqual([-10, 0, 10, 20]);
  });
  it('take each lead once, the ends included', () => {
    for (const lead of [-100, -10, 0, 9.99, 10, 100]) expect(bins.filter((bin) => inBin(lead, bin))).toHaveLength(1);
    expect(bins.some((bin) => inBin(null, bin))).toBe(false);
  });
});

describe('scale', () => {
  it('maps ends to ends and does not divide by nothing', () => {
    expect(linear([-10, 10], [0, 100])(0)).toBe(50);
    expect(linear([3, 3], [0, 100])(3)).toBe(50);
  });
  it('ticks at round numbers inside the range', () => {
    expect(ticks(-50, 50, 5)).toEqual([-40, -20, 0, 20, 40]);
    expect(ticks(4, 4)).toEqual([4]);
  });
});

describe('contest bar', () => {
  const side: Side = { id: 'ONE', parties: ['A', 'B'], name: { en: 'One', hi: 'एक' } };
  const candidate = (party: string, votes: number, alliance: string | null = null): Candidate => ({
    position: 1, candidate: party, party, alliance, votes, share: votes / 100, nota: false
  });
  const nota: Candidate = { ...candidate('NOTA', 2), share: null, nota: true };

  it('shows the side, its best rival and all others together, without NOTA', () => {
    const parts = contestParts([candidate('C', 45, 'TWO'), candidate('A', 40, 'ONE'), candidate('D', 15), nota], side);
    expect(parts.map((part) => [part.role, part.party, part.votes])).toEqual([['side', 'A', 40], ['rival', 'C', 45], ['other', '', 15]]);
  });
  it('shows the first two where the side did not stand', () => {
    const parts = contestParts([candidate('C', 60), candidate('D', 40)], side);
    expect(parts.map((part) => part.role)).toEqual(['rival', 'rival']);
  });
  it('gives the margin as the side saw it, whoever won', () => {
    expect(sideMargin([candidate('C', 45), candidate('A', 40, 'ONE'), nota], side)).toBe(-5);
    expect(sideMargin([candidate('C', 45)], side)).toBeNull();
  });
  it('does not count a party of the side that stood for another alliance', () => {
    expect(isOfSide(candidate('B', 1, 'TWO'), side)).toBe(false);
    expect(isOfSide(candidate('B', 1, null), side)).toBe(true);
  });
});
