import type { Level } from './community';
import { get } from './client';
import type { Election, Name, Source } from './types';

/** A share of an area as it is estimated, never a released count: docs/api.md, Estimates. */
export interface EstimatedArea {
  level: Level;
  name: Name;
  district: string;
  ac_no: number | null;
  kendra: string | null;
  part: string | null;
  /** Central 90 % interval; null where nothing is known of the area's district. */
  share: { value: number; low: number; high: number; low_50: number; high_50: number } | null;
  from_neighbours: number | null;
  answers: number | null;
  released_share: number | null;
}
interface Estimated {
  method: Name;
  sources: Source[];
  synthetic: boolean;
}
export interface EconomyEstimates extends Estimated {
  estimates: { question: string; title: Name; answer: string; answer_title: Name; areas: EstimatedArea[] }[];
}
export interface ReachEstimates extends Estimated {
  scheme: string;
  counted_on: string;
  areas: EstimatedArea[];
}
export interface TransferAnswer extends Estimated {
  from: Election;
  to: Election;
  places: number;
  places_left_out: number;
  unlike: number;
  with_electors: boolean;
  rows: { from: string; votes: number; cells: { to: string; votes: number; share: number; votes_least: number; votes_most: number }[] }[];
}

export const estimatesApi = {
  economy: (query: { wave: string; question: string; ac: string | null }) => get<EconomyEstimates>('/estimates/economy', query),
  reach: (query: { scheme: string; ac: string | null }) => get<ReachEstimates>('/estimates/schemes', query),
  transfer: (query: { from: string; to: string; pc: string | null }) => get<TransferAnswer>('/transfer', query)
};
