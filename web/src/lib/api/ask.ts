import { get } from './client';
import type { Name } from './types';

/** A number with what stands beside it (docs/api.md, Ask). */
export interface Figure {
  reference: string;
  measure: string;
  title: Name;
  area: Name;
  value: number;
  unit: string;
  text: Name;
  low: number | null;
  high: number | null;
  interval: string | null;
  date: Name;
  source: Name;
  source_url: string | null;
  method: Name;
  kind: 'official' | 'survey' | 'record' | 'forecast';
  kind_name: Name;
  synthetic: boolean;
  page: string;
}

export interface AskedRow {
  reference: string;
  area: Name;
  station: string | null;
  value: number;
  text: Name;
  low: number | null;
  high: number | null;
  page: string;
}

export interface AskedAnswer {
  form: 'value' | 'list' | 'count';
  sentence: Name;
  title?: Name;
  count: number | null;
  looked_at: number | null;
  rows: AskedRow[];
  note: Name | null;
  figures: Figure[];
  told_by: Pick<Figure, 'date' | 'source' | 'source_url' | 'method' | 'kind' | 'kind_name'> | null;
  synthetic: boolean;
}

export interface Asked {
  question: string;
  understood: Name | null;
  guesses?: string[];
  why: Name | null;
  words: string | null;
  choices: string[];
  examples: Name[];
  answer: AskedAnswer | null;
}

export interface Askable {
  measures: { measure: string; title: Name }[];
  examples: Name[];
}

export const askApi = {
  ask: (q: string, election: string, side: string) => get<Asked>('/ask', { q, election, side }),
  askable: () => get<Askable>('/askable')
};
