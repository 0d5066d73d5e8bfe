import type { Name, ProblemJson, Sourced } from './types';

/** Shapes of `/api/v1/forecast…` (docs/api.md#forecast). Shares and leads are fractions of valid votes. */

export interface ForecastParty {
  code: string;
  name: Name;
  share: number;
  alliance: string | null;
}

export interface ForecastStart extends Sourced {
  election: string;
  last: string;
  elections: string[];
  seats: number;
  parties: ForecastParty[];
  scenario: string;
}

export type Range = [number, number];

export interface Interval {
  expected: number;
  interval_50: Range;
  interval_80: Range;
  interval_95: Range;
}

export interface SeatBloc {
  p_win: number;
  p_win_shown: string;
  monte_carlo_error: number;
  share: Interval;
  lead: Interval;
}

export interface SeatPlace {
  pc_no?: number;
  ac_no?: number;
  name: Name;
}

export interface ForecastSeat extends SeatPlace {
  region: string;
  p_win: Record<string, number>;
  blocs: Record<string, SeatBloc>;
}

export interface StateBloc {
  share: Interval;
  seats: Interval & { distribution: number[]; at_least: number[] };
  p_all: number;
  p_all_shown: string;
}

export type ForecastMode = 'A' | 'B' | 'C';

/** An election that is in the data and that no forecast is fitted to. */
export interface LeftOut {
  election: string;
  why: 'by_election';
}

interface Head extends Sourced {
  election: string;
  mode: ForecastMode;
  seed: number;
  elections_simulated: number;
  from: string[];
  not_fitted: LeftOut[];
  past_targets: number;
  pareto_k: number | null;
  /** The last one is all others together. */
  blocs: string[];
}

export interface ForecastAnswer extends Head {
  seats: ForecastSeat[];
  state: Record<string, StateBloc>;
}

export interface SwingNeed {
  seats: number;
  if_as_expected_points: number;
  one_in_ten_points: number;
  even_points: number;
  nine_in_ten_points: number;
}

export interface SeatNeed extends SeatPlace {
  p_win: number;
  lead: number;
  valid_votes: number;
  votes_won_over: number;
  votes_mobilised: number;
  kth_best: number;
  decides: number;
}

export interface EffortPlan {
  expected_seats: number;
  p_at_least: number;
  log_p_all: number;
  /** By the seat's number. */
  effort: Record<string, number>;
}

export const PLAN_RULES = ['equal_effort', 'nearest_margin_first', 'expected_seats', 'at_least', 'all_seats'] as const;
export type PlanRule = (typeof PLAN_RULES)[number];

export type EffortPlans = Record<PlanRule, EffortPlan> & { lead_most: number; effort_scale: number };

export interface NeedsAnswer extends Head {
  bloc: string;
  seats_wanted: number;
  p_today: number;
  p_today_shown: string;
  p_all: number;
  p_all_shown: string;
  lead_points_needed: SwingNeed[];
  lead_points_for_even_chance: number;
  seats: SeatNeed[];
  plans?: EffortPlans[];
}

export interface NeedsAsked {
  scenario: string;
  bloc?: string;
  seats?: number;
  budget?: number;
  lead_most?: number;
  effort_scale?: number;
}

export interface ReliabilityBin {
  from: number;
  to: number;
  seats: number;
  told: number;
  came: number;
}

export interface Scores {
  brier: number;
  log_score: number;
  lead_rmse_points: number;
  coverage: Record<'50' | '80' | '95', number>;
  seats_right: number;
  seats_expected: number;
  seats_won: number;
  pit: number[];
  reliability: ReliabilityBin[];
}

export interface Miss {
  seat: string;
  name: Name;
  told: string;
  p_told: number;
  came: string;
  lead_told_points: number;
  lead_came_points: number;
}

export const BASELINES = ['uniform_swing', 'proportional_swing', 'logistic_last_lead', 'last_winner_holds', 'base_rate'] as const;
export type Baseline = (typeof BASELINES)[number];

export interface BacktestTarget extends Scores {
  election: string;
  mode: ForecastMode;
  side: string;
  units: number;
  seats_intervals: Record<'50' | '80' | '95', Range>;
  misses: Miss[];
  baselines: Record<Baseline, Scores>;
}

export interface BacktestAnswer extends Sourced {
  targets: BacktestTarget[];
  pooled: Partial<Record<ForecastMode, Scores & { units: number }>>;
  /** Why mode C is not told, where the polls of past elections are at fault. */
  polls_problem: ProblemJson | null;
  not_fitted: LeftOut[];
}

export interface KeptScenario {
  id: string;
  title: string;
  scenario: string;
  own: boolean;
  made_at: string;
}
