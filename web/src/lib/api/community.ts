import { get } from './client';
import type { Name, Source } from './types';

/** Released tables of protected answers, of areas alone: docs/api.md, Community and economy. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

export interface CommunityCell {
  answer: string;
  title: Name;
  count: Estimate | null;
  share: Estimate | null;
  /** Of a hidden cell whose base is shown: the share is below this. */
  share_most: number | null;
}

export interface CommunityTable {
  question: number;
  base: Estimate | null;
  cells: CommunityCell[];
}

export type Level = 'district' | 'segment' | 'shakti_kendra' | 'booth';

export interface CommunityArea {
  level: Level;
  name: Name;
  district: string;
  ac_no: number | null;
  kendra: string | null;
  part: string | null;
  lead: { level: Level; name: Name } | null;
  shows: boolean;
  tables: CommunityTable[];
}

export interface CommunityQuestion {
  question: number;
  code: string;
  title: Name;
  purpose: 'community' | 'economic';
  risk: 'coarse' | 'fine';
  use: Name;
}

export interface CommunityAnswer {
  wave: { wave: string; title: Name; first_day: string; last_day: string; released_on: string };
  waves: { wave: string; title: Name }[];
  questions: CommunityQuestion[];
  areas: CommunityArea[];
  floors: { base: number; cell: number };
  method: Name;
  sources: Source[];
  synthetic: boolean;
}

export interface CommunityAsked {
  wave: string | null;
  district: string | null;
  ac_no: string | null;
  kendra: string | null;
}

export const communityApi = {
  areas: ({ wave, district, ac_no, kendra }: CommunityAsked) => get<CommunityAnswer>('/community', { wave, district, ac: ac_no, kendra })
};
