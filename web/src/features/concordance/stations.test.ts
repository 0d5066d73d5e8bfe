import type { MatchedStation } from '$lib/api/concordance';
import { describe, expect, it } from 'vitest';
import { chosenStations, isOpen, matching, splitRows, weightsOf, wishOf } from './stations';

const station = (part: string, confidence: number, more: Partial<MatchedStation> = {}): MatchedStation => ({
  part, name: `P.S. ${part}`, latin: null, electors: 900, found: confidence >= 0.5, decision: null, candidates: [],
  to: confidence === 0 ? [] : [{ part: '9', name: '', electors: null, weight: 1, confidence, method: 'building' }], ...more
});
const decision = { id: 'd', from: 'A', to: 'B', ac_no: 1, from_part: '3', targets: [], by: 'C', at: '' };
const stations = [station('1', 0.99), station('2', 0.6), station('3', 0.1, { decision }), station('4', 0, { latin: 'Rampur' })];
const parts = (list: { part: string }[]) => list.map((one) => one.part);

describe('stations to check', () => {
  it('wait where nobody decided and the match is not sure, least sure first', () => {
    expect(parts(chosenStations(stations, 'open', ''))).toEqual(['4', '2']);
    expect(isOpen(stations[2]!)).toBe(false);
  });
  it('can be listed by kind and found by number or name in Latin letters', () => {
    expect(parts(chosenStations(stations, 'decided', ''))).toEqual(['3']);
    expect(parts(chosenStations(stations, 'all', 'rampur'))).toEqual(['4']);
    expect(parts(chosenStations(stations, 'all', '2'))).toEqual(['2']);
    expect(matching(stations, 'p.s.', 2)).toHaveLength(2);
    expect(matching(stations, ' ', 2)).toHaveLength(0);
  });
});

describe('shares of a divided booth', () => {
  it('are taken when they make a hundred', () => {
    expect(weightsOf([{ part: '1', percent: 60 }, { part: '2', percent: 40 }, { part: '', percent: 0 }])).toEqual([
      { part: '1', weight: 0.6 },
      { part: '2', weight: 0.4 }
    ]);
  });
  it('begin with what stands and make a hundred from the first', () => {
    const to = (weights: number[]) => weights.map((weight, index) => ({ ...stations[0]!.to[0]!, part: String(index + 1), weight }));
    const third = splitRows(station('7', 0.9, { to: to([1 / 3, 1 / 3, 1 / 3]) }));
    expect(third.map((row) => row.percent)).toEqual([34, 33, 33]);
    expect(splitRows(station('7', 0.9, { to: to([1]), candidates: [{ part: '8', confidence: 0.3 }] }))).toEqual([
      { part: '1', percent: 100 },
      { part: '8', percent: 0 }
    ]);
    const guess = station('7', 0.1, { to: [{ ...stations[0]!.to[0]!, method: 'neighbourhood' }], candidates: [{ part: '8', confidence: 0.1 }] });
    expect(splitRows(guess)).toEqual([{ part: '8', percent: 100 }, { part: '', percent: 0 }]);
  });
  it('are not taken otherwise, nor a booth twice, nor nothing', () => {
    expect(weightsOf([{ part: '1', percent: 60 }])).toBeNull();
    expect(weightsOf([{ part: '1', percent: 50 }, { part: '1', percent: 50 }])).toBeNull();
    expect(weightsOf([{ part: '1', percent: 120 }, { part: '2', percent: -20 }])).toBeNull();
    expect(weightsOf([])).toBeNull();
  });
});

it('keys ask for what the help line says', () => {
  expect(wishOf('j')).toEqual({ kind: 'move', by: 1 });
  expect(wishOf('3')).toEqual({ kind: 'candidate', at: 2 });
  expect(wishOf('6')).toBeNull();
  expect(wishOf('q')).toBeNull();
});
