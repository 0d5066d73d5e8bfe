import type { BacktestTarget, Scores } from '$lib/api/forecast';
import { describe, expect, it } from 'vitest';
import { bestOf, confidentMisses, scoreRows } from './backtest';

const scores = (brier: number, right: number, ranged = true): Scores => ({
  brier, log_score: brier * 3, lead_rmse_points: brier * 100, coverage: { '50': 50, '80': 80, '95': 95 }, seats_right: right, seats_expected: 1, seats_won: 1,
  pit: ranged ? [1, 0] : [0, 0], reliability: []
});
const miss = (seat: string, p_told: number) => ({ seat, name: { en: seat, hi: seat }, told: 'One', p_told, came: 'Two', lead_told_points: 1, lead_came_points: -1 });
const target: BacktestTarget = {
  ...scores(0.1, 70), election: 'LS-2014', mode: 'A', side: 'One', units: 80, seats_intervals: { '50': [1, 2], '80': [1, 2], '95': [1, 2] }, misses: [miss('3', 0.81), miss('4', 0.8), miss('5', 0.97)],
  baselines: { uniform_swing: scores(0.12, 72), proportional_swing: scores(0.2, 60), logistic_last_lead: scores(0.09, 65), last_winner_holds: scores(0.3, 10, false), base_rate: scores(0.05, 75, false) }
};

describe('scores', () => {
  const rows = scoreRows(target);
  it('have this forecast first, then the simple rules', () => {
    expect(rows.map((row) => row.who)).toEqual(['own', 'uniform_swing', 'proportional_swing', 'logistic_last_lead', 'last_winner_holds', 'base_rate']);
  });
  it('leave out what a rule does not tell', () => {
    expect(rows.at(-1)).toMatchObject({ rmse: null, coverage: null });
    expect(rows[4]).toMatchObject({ rmse: 30, coverage: null });
  });
  it('are best where most seats are right, and least elsewhere', () => {
    expect([bestOf(rows, 'right'), bestOf(rows, 'brier'), bestOf(rows, 'rmse')]).toEqual([72, 0.09, 9]);
  });
});

it('a confident miss was told with more than 80 %, the surest first', () => {
  expect(confidentMisses([target, { ...target, mode: 'B' }], 'A').map((one) => [one.election, one.seat])).toEqual([['LS-2014', '5'], ['LS-2014', '3']]);
});
