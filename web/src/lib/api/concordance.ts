/** Shapes of docs/api.md: booths across elections. */
import type { Contender, Name, Sourced } from './types';

export type MatchMethod = 'electors' | 'building' | 'village' | 'number' | 'neighbourhood' | 'by_hand';

/** A booth at another election, by the concordance. */
export interface BoothThen {
  election: string;
  /** The side asked about, or the largest where it did not stand. */
  side: string;
  found: boolean;
  counted: boolean;
  stations: { part: string; name: string; weight: number; share: number; confidence: number; method: MatchMethod }[];
  expressed: {
    leader: Contender | null;
    valid_votes: number;
    side_share: number | null;
    margin_votes: number | null;
    margin_points: number | null;
    margin_error_votes: number | null;
    margin_error_points: number | null;
  } | null;
}

export interface StationSets {
  sets: { id: string; name: Name; segments: number }[];
}

/** A station as a set lists it; `latin` where its name is printed in another script. */
export interface ListedStation {
  part: string;
  name: string;
  latin: string | null;
  electors: number | null;
}

export interface StationMatch {
  part: string;
  name: string;
  electors: number | null;
  weight: number;
  confidence: number;
  method: MatchMethod;
}

export interface ConcordanceDecision {
  id: string;
  from: string;
  to: string;
  ac_no: number;
  from_part: string;
  targets: { part: string; weight: number }[];
  by: string;
  at: string;
}

export interface MatchedStation extends ListedStation {
  found: boolean;
  decision: ConcordanceDecision | null;
  to: StationMatch[];
  candidates: { part: string; confidence: number }[];
}

export interface ConcordanceAnswer extends Sourced {
  from: string;
  to: string;
  from_name: Name;
  to_name: Name;
  found_least: number;
  segment: {
    ac_no: number;
    from_stations: number;
    to_stations: number;
    found: number;
    methods: Partial<Record<MatchMethod, number>>;
    stations: MatchedStation[];
    to: (ListedStation & { reached: boolean })[];
  };
}
