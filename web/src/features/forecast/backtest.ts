import { BASELINES, type BacktestTarget, type Baseline, type ForecastMode, type Miss, type Scores } from '$lib/api/forecast';

/** One row of a target's scores: this forecast, or a simple rule beside it. */
export interface ScoreRow {
  who: 'own' | Baseline;
  brier: number;
  log: number;
  right: number;
  /** Null where the rule tells no lead. */
  rmse: number | null;
  /** Null where the rule gives no range. */
  coverage: Scores['coverage'] | null;
}

/** A rule that gives no range has no place of the outcome in it either. */
const hasRange = (scores: Scores) => scores.pit.some((count) => count > 0);

export function scoreRows(target: BacktestTarget): ScoreRow[] {
  const row = (who: ScoreRow['who'], scores: Scores): ScoreRow => ({
    who,
    brier: scores.brier,
    log: scores.log_score,
    right: scores.seats_right,
    rmse: who === 'base_rate' ? null : scores.lead_rmse_points,
    coverage: hasRange(scores) ? scores.coverage : null
  });
  return [row('own', target), ...BASELINES.filter((name) => target.baselines[name]).map((name) => row(name, target.baselines[name]))];
}

export type ScoreColumn = 'brier' | 'log' | 'right' | 'rmse';

/** The best value of a column: most seats right, the least of everything else. The base rate was told how it came out. */
export function bestOf(rows: ScoreRow[], column: ScoreColumn): number {
  const values = rows.filter((row) => row.who !== 'base_rate').flatMap((row) => row[column] ?? []);
  return column === 'right' ? Math.max(...values) : Math.min(...values);
}

/** Seats told with more than this that came out otherwise. */
export const CONFIDENT = 0.8;

export interface ConfidentMiss extends Miss {
  election: string;
}

export function confidentMisses(targets: BacktestTarget[], mode: ForecastMode): ConfidentMiss[] {
  return targets
    .filter((target) => target.mode === mode)
    .flatMap((target) => target.misses.filter((miss) => miss.p_told > CONFIDENT).map((miss) => ({ ...miss, election: target.election })))
    .sort((one, other) => other.p_told - one.p_told);
}
