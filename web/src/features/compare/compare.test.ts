import type { CompareRow, Election } from '$lib/api/types';
import { describe, expect, it } from 'vitest';
import { choosePair, flowSeats, movers } from './choose';

const election = (id: string, previous: string | null, comparable = true) =>
  ({ id, house: id.slice(0, 2), year: Number(id.slice(3)), kind: 'general', comparable, previous }) as Election;
const elections = [election('LS-2014', null), election('VS-2017', null), election('LS-2019', 'LS-2014'), election('LS-2004', null, false)];

describe('the pair', () => {
  it('is by default the view’s election and the one of its kind before', () => {
    expect(choosePair(new URLSearchParams(), { election: 'LS-2019', side: 'A' }, elections)).toEqual({ from: 'LS-2014', to: 'LS-2019' });
  });
  it('comes from the address, but not across boundaries', () => {
    expect(choosePair(new URLSearchParams('from=VS-2017&to=LS-2019'), null, elections)).toEqual({ from: 'VS-2017', to: 'LS-2019' });
    expect(choosePair(new URLSearchParams('from=LS-2004'), { election: 'LS-2019', side: 'A' }, elections)).toEqual({ from: 'LS-2014', to: 'LS-2019' });
  });
  it('is nothing where there is only one election', () => {
    expect(choosePair(new URLSearchParams(), null, [elections[0]!])).toBeNull();
  });
});

it('movers are those that gained or fell most, furthest first, and only those that moved that way', () => {
  const row = (pc_no: number, from: number | null, to: number | null) =>
    ({ pc_no, ac_no: null, from: { margin_points: from }, to: { margin_points: to } }) as CompareRow;
  const rows = [row(1, 0, 5), row(2, 0, -7), row(3, 10, 30), row(4, null, 3), row(5, 4, 4)];
  expect(movers(rows, 'up', 5).map((one) => one.pc_no)).toEqual([3, 1]);
  expect(movers(rows, 'down', 5).map((one) => one.pc_no)).toEqual([2]);
});

it('a flow that is not there counts no seats', () => {
  expect(flowSeats([{ from: 'strong', to: 'lost', seats: 9 }], 'strong', 'lost')).toBe(9);
  expect(flowSeats([], 'weak', 'weak')).toBe(0);
});
