import type { BoothThen } from './concordance';

/** Shapes of the answers of `/api/v1`, as written in docs/api.md. A value that is not known is null, never 0. */

export interface Name {
  en: string;
  hi: string;
}

export interface Source {
  run: number;
  kind: string;
  files: { name: string; sha256: string }[];
  imported_at: string;
  source: string;
  synthetic: boolean;
}

/** Every answer about numbers says where they come from. */
export interface Sourced {
  sources: Source[];
  synthetic: boolean;
}

export type House = 'LS' | 'VS';
export type Reservation = 'GEN' | 'SC' | 'ST';
export type SeatClass = 'lost' | 'narrow' | 'weak' | 'strong' | 'not_contested';
export type LostKind = 'lost_close' | 'lost_far';
export type BoothClass = 'lost' | 'narrow' | 'weak' | 'strong' | 'not_certain' | 'missing';

export interface Election {
  id: string;
  house: House;
  year: number;
  kind: 'general' | 'by';
  boundaries: '2008' | 'old';
  seats: number;
  comparable: boolean;
  has: { segments: boolean; booths: number };
  name: Name;
  previous: string | null;
  synthetic: boolean;
}

export interface StateAnswer {
  code: string;
  name?: Name | null;
  seats: Record<House, number>;
  districts: number;
  elections: Election[];
  boundaries: { pc: boolean; ac: boolean; district: boolean };
  synthetic: boolean;
  version: string;
  default: { election: string | null; side: string | null };
}

export interface SidesAnswer {
  election: string;
  alliances: { id: string; name?: Name; parties: string[]; votes: number; share: number; seats_won: number }[];
  parties: { id: string; name: Name; votes: number; share: number; seats_won: number; candidates: number }[];
}

export interface Side {
  id: string;
  parties: string[];
  name: Name;
}

export interface Contender {
  candidate: string;
  party: string;
  alliance: string | null;
  votes: number;
  share: number;
}

export interface Reason {
  code: string;
  value: number | null;
  en: string;
  hi: string;
}

export interface TrendPoint {
  election: string;
  margin_points: number | null;
  class: SeatClass;
  share: number | null;
}

export interface PlaceRef {
  id: string;
  name: Name;
}

export interface Standing {
  house: House;
  pc_no: number;
  ac_no: number | null;
  name: Name;
  reservation: Reservation;
  districts: PlaceRef[];
  class: SeatClass;
  lost_kind: LostKind | null;
  lost_of_last_three: number | null;
  margin_votes: number | null;
  margin_points: number | null;
  position: number | null;
  winner: Contender;
  runner_up: Contender | null;
  side_candidate: Contender | null;
  valid_votes: number;
  nota: number | null;
  electors: number | null;
  turnout: number | null;
  share: number | null;
  share_change_points: number | null;
  swing_points: number | null;
  turnout_change_points: number | null;
  segments_led: number | null;
  segments: number | null;
  reasons: Reason[];
  trend: TrendPoint[];
}

export interface Thresholds {
  narrow_points: number;
  weak_points: number;
  fell_points: number;
}

export interface FocusSummary {
  seats: number;
  won: number;
  lost: number;
  narrow: number;
  weak: number;
  strong: number;
  lost_close: number;
  lost_far: number;
  not_contested: number;
  votes: number;
  share: number | null;
  turnout: number | null;
  sentence: Name;
}

export interface Attention {
  code: string;
  seat: number;
  name: Name;
  text: Name;
}

export interface DistrictTotals {
  id: string;
  name: Name;
  seats: number;
  won: number;
  narrow: number;
  weak: number;
  lost: number;
}

export interface FocusAnswer extends Sourced {
  election: Election;
  side: Side;
  thresholds: Thresholds;
  summary: FocusSummary;
  previous: {
    election: string;
    won: number;
    share: number | null;
    gained: number[];
    lost: number[];
    sentence: Name;
  } | null;
  attention: Attention[];
  districts: DistrictTotals[];
  seats: Standing[];
}

export interface Candidate {
  position: number;
  candidate: string;
  party: string;
  alliance: string | null;
  votes: number;
  share: number | null;
  nota: boolean;
}

export interface SeatResult {
  election: string;
  candidates: Candidate[];
  valid_votes: number;
  nota: number | null;
  electors: number | null;
  turnout: number | null;
  margin_votes: number;
  margin_points: number;
  standing: { class: SeatClass; margin_points: number | null; margin_votes: number | null } | null;
}

export interface Segment {
  ac_no: number;
  name: Name;
  valid_votes: number;
  leader: Contender;
  margin_votes: number | null;
  margin_points: number | null;
  side_share: number | null;
  led: boolean;
  booths: number | null;
  coverage: number | null;
  margin_made: number | null;
}

export interface SeatAnswer extends Sourced {
  pc_no: number;
  name: Name;
  reservation: Reservation;
  districts: PlaceRef[];
  segments_list: { ac_no: number; name: Name }[];
  side: Side;
  election: Election;
  standing: Standing;
  sentence: Name;
  results: SeatResult[];
  assembly: {
    election: string;
    shares: { party: string; alliance: string | null; share: number; votes: number }[];
    segments_led: number | null;
    segments: number;
    side_share: number | null;
    lead_points: number | null;
  }[];
  segments: Segment[];
  by_elections: {
    election: string;
    date: string | null;
    candidates: Candidate[];
    margin_votes: number;
    margin_points: number;
  }[];
  neighbours: number[];
}

export interface Booth {
  ac_no: number;
  part: string;
  part_no: number;
  suffix: string;
  name: string;
  electors: number | null;
  turnout: number | null;
  voters: number | null;
  valid_votes: number | null;
  nota: number | null;
  leader: { party: string; votes: number; share: number } | null;
  margin_votes: number | null;
  margin_points: number | null;
  side_share: number | null;
  class: BoothClass;
  class_probability: number | null;
  lead_estimate: number | null;
  lead_interval: [number, number] | null;
  missing: boolean;
  missing_reason: Name | null;
  warnings: string[];
}

export interface LeadBin {
  from: number;
  to: number;
  stations: number;
  margin_votes: number;
}

export interface SegmentAnswer extends Sourced {
  ac_no: number;
  name: Name;
  reservation: Reservation;
  district: PlaceRef;
  pc: { pc_no: number; name: Name };
  side: Side;
  election: Election;
  sentence: Name;
  result: {
    candidates: Candidate[];
    valid_votes: number;
    nota: number | null;
    electors: number | null;
    turnout: number | null;
    margin_votes: number | null;
    margin_points: number | null;
  } | null;
  history: {
    election: string;
    house: House;
    valid_votes: number;
    leader: Contender;
    margin_votes: number | null;
    margin_points: number | null;
    side_share: number | null;
  }[];
  booth_elections: string[];
  booths: {
    stations: number;
    missing: number;
    coverage: number | null;
    shown_votes: number;
    official_votes: number | null;
    distribution: LeadBin[];
    classes: Partial<Record<BoothClass, number>>;
    list: Booth[];
  } | null;
}

export interface BoothAnswer extends Sourced {
  booth: Booth;
  candidates: Candidate[];
  history: BoothThen[];
  segment: { ac_no: number; name: Name };
  pc: { pc_no: number; name: Name };
  election: Election;
  side: Side;
  rank: { of: number; by_lead: number; by_votes: number } | null;
  previous_part: string | null;
  next_part: string | null;
  sentence: Name;
}

export interface CompareSide {
  share: number | null;
  margin_points: number | null;
  class: SeatClass;
}

export interface CompareRow {
  pc_no: number;
  ac_no: number | null;
  name: Name;
  from: CompareSide;
  to: CompareSide;
  share_change_points: number | null;
  swing_points: number | null;
  turnout_change_points: number | null;
  winner_from: string;
  winner_to: string;
}

export interface CompareAnswer extends Sourced {
  from: Election;
  to: Election;
  side: Side;
  sentence: Name;
  unit: 'pc' | 'ac';
  share_change_points: number | null;
  swing_points: number | null;
  rows: CompareRow[];
  flows: { from: SeatClass; to: SeatClass; seats: number }[];
}

export interface HexagonCell {
  no: number;
  column: number;
  row: number;
}

export interface HexagonsAnswer {
  level: 'pc' | 'ac';
  cells: HexagonCell[];
}

export interface SearchHit {
  kind: 'pc' | 'ac' | 'district';
  no: number | null;
  id: string | null;
  name: Name;
  where: Name | null;
}

export interface ImportRun {
  run: number;
  kind: string;
  status: 'active' | 'undone' | 'superseded';
  files: { name: string; sha256: string; bytes: number }[];
  imported_at: string;
  source: string;
  mapping: Record<string, string>;
  elections: string[];
  rows: { read: number; taken: number; refused: number };
  checks: { ok: number; warnings: number };
  synthetic: boolean;
}

export interface RefusedValue {
  file: string;
  line: number;
  column: string;
  value: string;
  reason: Name;
}

export interface Check {
  code: string;
  status: 'ok' | 'warning' | 'error';
  text: Name;
  detail: Record<string, unknown>[];
}

export interface ImportRunDetail extends ImportRun {
  report: { refused: RefusedValue[]; checks: Check[] };
}

export interface Upload {
  upload: string;
  name: string;
  bytes: number;
  sha256: string;
  recognised: { kind: string; layout: string; title: Name } | null;
  already_run: number | null;
}

export interface PreviewColumn {
  theirs: string;
  ours: string | null;
  required: boolean;
  sample: string[];
}

export interface ImportField {
  name: string;
  required: boolean;
  title: Name;
}

export interface ImportPreview {
  kind: string;
  layout: string | null;
  columns: PreviewColumn[];
  fields: ImportField[];
  rows: string[][];
  header: string[];
  report: {
    rows: { read: number; taken: number; refused: number };
    refused: RefusedValue[];
    checks: Check[];
  };
  would_take: number;
}

export interface ImportRequest {
  uploads: string[];
  kind: string | null;
  mapping: Record<string, string>;
  election: string | null;
  /** A mapping file's text, for a portal's wide report. */
  mapping_file?: string;
  source?: string;
  synthetic?: boolean;
  /** Of a roll (R25). */
  revision?: string;
  qualifying_date?: string;
  publication_date?: string;
}

export interface Job {
  job: string;
  state: 'running' | 'done' | 'failed' | 'stopped';
  progress: number;
  text: Name;
  run: number | null;
  problem: ProblemJson | null;
  /** What came of it, by kind of job. */
  report?: Record<string, unknown> | null;
  rejects: string | null;
}

/** RFC 9457, with the members that help to put things right. */
export interface ProblemJson {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  detail_hi?: string;
  field?: string;
  value?: string;
  expected?: string;
  choices?: string[];
}

export type ChanceClass = 'lost' | 'narrow' | 'weak' | 'strong';

export interface TargetBooth {
  ac_no: number;
  part: string;
  name: string;
  electors: number;
  valid_votes: number;
  lead_estimate: number;
  lead_interval: [number, number];
  class: BoothClass;
  class_probability: number | null;
  /** What stays of the lead at another election at which the segment votes alike; 80 % interval. Fractions. */
  lasting_lead: number;
  lasting_interval: [number, number];
  chances: Record<ChanceClass, number>;
  /** At other elections: no confidence where the booth was not found again, no lead where it was not counted there. */
  past: { election: string; confidence: number | null; lead: number | null }[];
  movable: number;
  most: number;
  target: number;
  /** Of effort, and the votes that they would gain; null where no effort was asked for. */
  units: number | null;
  units_votes: number | null;
}

/** Votes that a plan of effort over booths gains, beside two simple rules. */
export interface EffortVotes {
  plan: number;
  equal_effort: number;
  closest_first: number;
}

/** What effort does is assumed: `under` has each of three shares of movable votes with each of three halves. */
export interface BoothEffort {
  units: number;
  units_used: number;
  units_a_booth_most: number;
  units_a_segment_most: number | null;
  votes_share: number;
  half_units: number;
  votes: EffortVotes;
  under: (EffortVotes & { votes_share: number; half_units: number })[];
  note: Name;
}

export interface TargetSegment {
  ac_no: number;
  name: Name;
  /** Whose sheets it rests on; null where there are none. */
  election: string | null;
  compared_with: string[];
  stations: number;
  without_target: number;
  matched: number;
  lasting_sd: number | null;
  passing_sd: number | null;
  passing_from?: 'own' | 'other_segments' | 'not_known';
  target: number;
  most: number;
  units: number | null;
}

/** Numbers as they stand in an address; null: left out. All but the first two are of effort over booths. */
export type TargetsAsked = Record<'need' | 'turnout' | 'units' | 'booth_units' | 'segment_units' | 'gain' | 'half_units', string | null>;

/** What a seat needs, said booth by booth. */
export interface TargetsAnswer extends Sourced {
  pc_no: number;
  name: Name;
  side: Side;
  election: Election;
  rests_on: string[];
  result: Election;
  need: number;
  need_from: 'asked' | 'last_result';
  turnout_most: number;
  effort: BoothEffort | null;
  segments: TargetSegment[];
  booths: TargetBooth[];
  without_target: { ac_no: number; part: string; name: string; why: 'not_counted' | 'not_contested' | 'no_electors' }[];
}
