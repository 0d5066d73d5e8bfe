/** Shapes of docs/api.md: rolls, review, entry by hand, help in a claims period. */
import type { Name, PlaceRef, Sourced } from './types';

export interface Numbers {
  male: number;
  female: number;
  other: number;
  total: number;
}

export interface RollsAnswer extends Sourced {
  revisions: { revision: string; segments: number; qualifying_date: string | null }[];
  comparisons: { from: string; to: string; segments: number; between_segments: boolean }[];
  duplicates: { revision: string; segments: number }[];
}

export type AgeBand = Numbers & { first: number; last: number; name: Name };

export interface RollStats extends Sourced {
  revision: string;
  ac_no: number | null;
  part_no: number | null;
  electors: Numbers;
  women_per_1000_men: number | null;
  age_bands: AgeBand[];
  first_time_electors: Numbers;
  age_heaping: { whipple: number | null; myers: number | null };
  household_sizes: { electors: number; households: number }[];
  no_house: number;
  no_epic: number;
  same_epic: number;
  added: number;
  corrected: number;
  struck: (Numbers & { reason: string | null; name: Name })[];
}

export interface Changes {
  electors_before: number;
  electors_after: number;
  found: number;
  moved: number;
  moved_away: number;
  moved_in: number;
  struck: number;
  struck_by_reason: Record<string, number>;
  gone: number;
  uncertain: number;
  deleted_share: number | null;
  added_of_age: number;
  added_older: number;
  changed: Record<string, number>;
}

export interface Unusual {
  ac_no: number;
  part_no: number;
  kind: 'many' | 'few';
  electors_before: number;
  deleted: number;
  deleted_share: number;
  expected: number;
  expected_share: number;
  neighbours_share: number | null;
  ratio: number;
  score: number;
  false_alarm: number;
  text: Name;
}

export type SegmentChanges = Changes & {
  ac_no: number;
  name: Name;
  district: PlaceRef | null;
  parts: number;
  unusual_parts: number;
};

export type PartChanges = Changes & { part_no: number | null; unusual: Unusual | null };

export interface RollChanges extends Sourced {
  from: string;
  to: string;
  ac_no: number | null;
  /** Of the segment; null where it is of all. */
  name: Name | null;
  sentence: Name;
  total: Changes;
  sureness: number | null;
  segments?: SegmentChanges[];
  parts?: PartChanges[];
  flows: { old_part: number; new_part: number; electors: number; successor: boolean }[] | null;
  unusual: { tested: number; found: number; parts: Unusual[] };
}

export interface Duplicates {
  persons: number;
  entries: number;
  within_part: number;
  within_segment: number;
  between_segments: number;
  between_districts: number | null;
  uncertain_pairs: number;
  same_epic: number;
}

export interface DuplicatesAnswer extends Sourced {
  revision: string;
  ac_no: number | null;
  total: Duplicates;
  segments?: (Duplicates & { ac_no: number; name: Name })[];
  parts?: (Duplicates & { part_no: number })[];
}

export interface RollEntry {
  serial_no: number;
  name: string;
  romanised: string;
  relation_type: string | null;
  relation_name: string | null;
  house_no: string | null;
  epic_no: string | null;
  age: number;
  gender: string;
  struck: boolean;
  deletion_reason: string | null;
  added_by: number | null;
  corrected_by: number | null;
}

export interface RollPart extends Sourced {
  revision: string;
  ac_no: number;
  part_no: number;
  entries: RollEntry[];
}

export type PlacedEntry = RollEntry & { ac_no: number; part_no: number };

export interface EntryChange {
  before: PlacedEntry | null;
  after: PlacedEntry | null;
  reason: string | null;
  fields: string[];
  probability: number | null;
}

export const CHANGE_KINDS = ['struck', 'gone', 'added', 'corrected', 'moved_in', 'moved_away'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export type PartChangeLists = Sourced & Record<ChangeKind, EntryChange[]> & { from: string; to: string; ac_no: number; part_no: number };

export interface ReviewQueue {
  queue: string;
  kind: 'duplicates' | 'changes';
  revision?: string;
  from?: string;
  to?: string;
  ac_no: number | null;
  name: Name;
  pairs: number;
  decided: number;
  disagreed: number;
}

export type Verdict = 'same' | 'different' | 'unsure';

export interface PairDecision {
  id: string;
  left: string;
  right: string;
  verdict: Verdict;
  by: string;
  at: string;
}

export type PairEntry = PlacedEntry & { entry: string };

export interface ReviewPair {
  left: PairEntry;
  right: PairEntry;
  probability: number;
  weight: number;
  related: number;
  parts: { field: string; left: string; right: string; says: Name; weight: number }[];
}

export interface ReviewNext {
  queue: string;
  by: string;
  waiting: number;
  pair: ReviewPair | null;
  mine: PairDecision[];
}

export interface ReviewOutcome {
  queue: string;
  pairs: number;
  decided: number;
  agreed: number;
  disagreed: { left: string; right: string; verdicts: { by: string; verdict: Verdict }[] }[];
}

export interface RollDraft {
  draft: string;
  revision: string;
  ac_no: number;
  name: Name;
  part_no: number;
  qualifying_date: string;
  publication_date: string;
  source: string;
  stated: Numbers;
  made_by: string;
  made_at: string;
  state: 'open' | 'imported' | 'dropped';
  run: number | null;
  typed: { first: number; second: number };
  typists: { first: string | null; second: string | null };
}

export interface NewDraft {
  revision: string;
  ac_no: number;
  part_no: number;
  qualifying_date: string;
  publication_date: string;
  source: string;
  stated_male: number;
  stated_female: number;
  stated_other: number;
  by: string;
}

export interface TypedEntry {
  serial_no: number;
  name: string;
  relation_type: string;
  relation_name: string;
  house_no: string;
  age: number;
  gender: string;
  epic_no: string;
}

export interface TypedEntries {
  draft: string;
  typing: 'first' | 'second';
  entries: TypedEntry[];
}

export interface DraftCheck {
  draft: string;
  ready: boolean;
  only_first: number[];
  only_second: number[];
  differences: { serial_no: number; field: string; first: string; second: string }[];
  stated: Numbers;
  typed: Numbers | null;
  problems: Name[];
}

export interface HelpGuide {
  situations: {
    situation: string;
    title: Name;
    form: string;
    form_name: Name;
    steps: Name[];
    evidence: { code: string; title: Name; examples: Name }[];
    source: string;
  }[];
  limits: { kind: 'summary' | 'intensive'; per_day: number; declaration_above: number; source: string }[];
}

export interface ClaimsPeriod {
  revision: string;
  first_day: string;
  last_day: string;
  kind: 'summary' | 'intensive';
  source: string;
  days_left: number | null;
  state: 'before' | 'open' | 'over';
}

export const OUTCOMES = ['given', 'accepted', 'rejected', 'withdrawn'] as const;
export type HelpOutcome = (typeof OUTCOMES)[number];

export interface RollHelp {
  help: string;
  ac_no: number;
  part_no: number;
  serial_no: number | null;
  situation: string;
  form: string;
  evidence: string[];
  reason: string;
  agent: string;
  given_on: string;
  declared: boolean;
  outcome: HelpOutcome;
}

export interface HelpAnswer {
  revision: string;
  given: RollHelp[];
  agents: { agent: string; today: number; in_revision: number; per_day: number; declaration_above: number }[];
}

export interface NewHelp {
  revision: string;
  ac_no: number;
  part_no: number;
  serial_no: number | null;
  situation: string;
  evidence: string[];
  reason: string;
  agent: string;
  checked_in_person: boolean;
  declared: boolean;
}
