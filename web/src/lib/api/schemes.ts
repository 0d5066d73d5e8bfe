import type { Name, Sourced } from './types';

export type SchemeUnit = 'household' | 'person' | 'account' | 'couple' | 'other';
export type NoCoverage = 'no_count' | 'no_base' | 'base_is_zero' | 'units_differ' | 'area_changed';

export interface Scheme {
  code: string;
  name: Name;
  owner: string;
  unit: SchemeUnit;
  unit_name: Name;
  from_day: string | null;
  to_day: string | null;
  status: 'proposed' | 'in_force' | 'closed';
  status_name: Name;
  in_force: boolean;
  may_be_asked_about: boolean;
  base: string | null;
  benefit: Name;
  eligibility: Name;
  source_url: string;
  help: { portal_url: string | null; office: Name; helpline: string | null };
  /** Names of facts that nobody has yet checked at the official source. */
  to_check: string[];
}

export interface SchemeBase {
  id: string;
  name: Name;
  unit: SchemeUnit;
  unit_name: Name;
  as_of: string | null;
  source: Name;
  estimate: boolean;
}

/** What a scheme is shown by; all null where no official counts are here. */
export interface SchemeShown {
  counted: string | null;
  counted_name: Name | null;
  unit: SchemeUnit | null;
  unit_name: Name | null;
  day: string | null;
  before: string | null;
  base: SchemeBase | null;
}

export interface SchemeFigures {
  count: number | null;
  before: number | null;
  change: number | null;
  base: number | null;
  share: number | null;
  why: NoCoverage | null;
}

export interface StateFigures extends SchemeFigures {
  /** The report states the state's count itself; else it is the districts' sum. */
  stated: boolean;
  districts: number;
  share_districts: number;
}

export interface DistrictRef {
  district: string;
  name: Name;
}

export interface DistrictFigures extends DistrictRef, SchemeFigures {
  /** Its segments, for the map. */
  segments: number[];
}

/** What a survey or census found; never people whom a scheme reached. */
export interface Outcome {
  outcome: string;
  name: Name;
  survey: Name;
  year: string;
  of: Name;
  method: Name;
  source_url: string;
  schemes: string[];
  districts: number;
  lowest: number;
  middle: number;
  highest: number;
  values: Record<string, number>;
}

export interface SchemeRow extends Scheme {
  shown: SchemeShown;
  state: StateFigures;
  outcomes: number;
}

export interface SchemesAnswer extends Sourced {
  schemes: SchemeRow[];
  with_counts: number;
  outcomes: number;
  districts: DistrictRef[];
}

export interface SchemeAnswer extends Sourced {
  scheme: Scheme;
  sentence: Name;
  shown: SchemeShown;
  measures: { counted: string; name: Name; unit: SchemeUnit; days: string[] }[];
  bases: (SchemeBase & { fits: boolean })[];
  state: StateFigures;
  districts: DistrictFigures[];
  outcomes: Outcome[];
  counts_from: { day: string; source: string; url: string | null }[];
}

export interface DistrictScheme extends Omit<Scheme, 'base'>, Omit<SchemeFigures, 'base'> {
  shown: SchemeShown;
  base_count: number | null;
  lower_districts: number | null;
  compared_districts: number;
  state: StateFigures;
}

export interface DistrictSchemesAnswer extends Sourced, DistrictRef {
  schemes: DistrictScheme[];
  outcomes: Outcome[];
  districts: DistrictRef[];
}

export interface SchemeAsked {
  counted?: string | null;
  day?: string | null;
  before?: string | null;
  base?: string | null;
}

export interface DeclaredShare {
  value: number;
  low: number;
  high: number;
}

/** What households of an area said of a scheme; null where hidden. */
export interface DeclaredArea {
  scheme: string;
  level: 'district' | 'segment' | 'shakti_kendra' | 'booth';
  name: Name;
  district: string;
  ac_no: number | null;
  kendra: string | null;
  part: string | null;
  base: number | null;
  cells: { answer: string; title: Name; count: number | null; share: DeclaredShare | null }[];
}

export interface DeclaredWhere {
  scheme?: string | null;
  district?: string | null;
  ac?: string | null;
  kendra?: string | null;
}

export interface DeclaredAnswer extends Sourced {
  counted_on: string | null;
  areas: DeclaredArea[];
  method: Name;
  use: Name;
}
