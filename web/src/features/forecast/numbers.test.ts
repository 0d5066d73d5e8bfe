import type { ForecastAnswer, ForecastSeat, SwingNeed } from '$lib/api/forecast';
import { describe, expect, it } from 'vitest';
import { around, changedSeats, columns, comingElections, leaderOf, leadingBloc, majority, ordered, placeHref } from './numbers';

const interval = (expected: number) => ({ expected, interval_50: [0, 0], interval_80: [0, 0], interval_95: [0, 0] }) as ForecastSeat['blocs'][string]['lead'];
const seat = (no: number, one: number, region = 'a'): ForecastSeat => ({
  pc_no: no, name: { en: `${no}`, hi: `${no}` }, region, p_win: { One: one, Two: 1 - one },
  blocs: { One: { p_win: one, p_win_shown: '', monte_carlo_error: 0, share: interval(one), lead: interval(2 * one - 1) } }
});
const answer = (seats: ForecastSeat[], expected: Record<string, number>): ForecastAnswer => ({
  election: 'LS-2029', mode: 'B', seed: 1, elections_simulated: 1000, from: [], not_fitted: [], past_targets: 3, pareto_k: null, sources: [], synthetic: false,
  blocs: Object.keys(expected), seats,
  state: Object.fromEntries(Object.entries(expected).map(([bloc, value]) => [bloc, { share: interval(0), p_all: 0.1, p_all_shown: '', seats: { ...interval(value), distribution: [], at_least: [] } }]))
});

describe('the bloc that leads the page', () => {
  const two = answer([], { One: 2, Two: 5, others: 1 });
  const parties = new Map([['One', ['AA', 'BB']], ['Two', ['CC']]]);
  it('is the side of the reader, by its name or by a party of it', () => {
    expect(leadingBloc(two, 'One', parties)).toBe('One');
    expect(leadingBloc(two, 'BB', parties)).toBe('One');
    expect(leadingBloc(two, 'XX+AA', parties)).toBe('One');
  });
  it('is else the one with most seats expected', () => {
    expect(leadingBloc(two, 'ZZ', parties)).toBe('Two');
    expect(leadingBloc(two, null, parties)).toBe('Two');
  });
});

describe('seats', () => {
  const seats = [seat(1, 0.9, 'b'), seat(2, 0.45), seat(3, 0.1)];
  it('come most open first, or by what was asked', () => {
    expect(ordered(seats, 'One', 'open', false).map((one) => one.pc_no)).toEqual([2, 1, 3]);
    expect(ordered(seats, 'One', 'chance', true).map((one) => one.pc_no)).toEqual([1, 2, 3]);
    expect(ordered(seats, 'One', 'lead', false).map((one) => one.pc_no)).toEqual([3, 2, 1]);
    expect(ordered(seats, 'One', 'region', false).map((one) => one.pc_no)).toEqual([2, 3, 1]);
    expect(ordered(seats, 'One', 'seat', true).map((one) => one.pc_no)).toEqual([3, 2, 1]);
  });
  it('have the likeliest winner, and are told where he changes', () => {
    expect(leaderOf(seats[2]!)).toBe('Two');
    const other = answer([seat(1, 0.8), seat(2, 0.6), seat(3, 0.1)], { One: 1 });
    expect(changedSeats([answer(seats, { One: 1 }), other]).map((one) => [one.seat.pc_no, one.leaders])).toEqual([[2, ['Two', 'One']]]);
    expect(changedSeats([answer(seats, { One: 1 }), answer([], {})])).toEqual([]);
  });
  it('open the page of their house', () => {
    expect(placeHref({ pc_no: 4, name: { en: '', hi: '' } })).toBe('/seat/4');
    expect(placeHref({ ac_no: 9, name: { en: '', hi: '' } })).toBe('/segment/9');
  });
});

describe('counts of seats', () => {
  it('are columns whose chances add up to the same', () => {
    expect(columns([0.1, 0.2, 0.3, 0.4], 4).map((one) => one.from)).toEqual([0, 1, 2, 3]);
    const wide = columns([0.1, 0.2, 0.3, 0.4, 0], 2);
    expect(wide.map(({ from, to }) => [from, to])).toEqual([[0, 2], [3, 4]]);
    expect(wide.reduce((sum, one) => sum + one.chance, 0)).toBeCloseTo(1);
  });
  it('need more than half', () => {
    expect([majority(80), majority(403)]).toEqual([41, 202]);
  });
  it('are shown ten around the target, also at the ends', () => {
    const needs = Array.from({ length: 30 }, (_, at) => ({ seats: at + 1 }) as SwingNeed);
    expect(around(needs, 15, 10).map((one) => one.seats)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(around(needs, 30, 10).at(-1)!.seats).toBe(30);
    expect(around(needs, 1, 10)[0]!.seats).toBe(1);
    expect(around(needs.slice(0, 4), 2, 10)).toHaveLength(4);
  });
});

it('the elections to come follow the latest of each house', () => {
  expect(comingElections(['LS-2014', 'LS-2019', 'VS-2022', 'VS-2017'])).toEqual(['LS-2024', 'VS-2027']);
  expect(comingElections(['VS-2012'])).toEqual(['VS-2017']);
});
