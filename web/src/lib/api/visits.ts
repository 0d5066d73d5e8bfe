import { postJson } from './client';
import type { Name } from './types';

export interface Visit {
  person: string;
  person_name: string;
  ac_no: number;
  ac_name: Name;
  pc_no: number;
  pc_name: Name;
  district: { id: string; name: Name } | null;
}
export interface PlannedVisit extends Visit {
  day: string;
  turn: number;
  km: number;
  /** It stood in the person's work before. */
  booked: boolean;
}
export interface VisitProposal {
  first_day: string;
  days: number;
  visits_a_day: number;
  km_a_day: number;
  visits: PlannedVisit[];
  left_over: (Visit & { why: 'no_days' })[];
  km: number;
}
export interface VisitsAsked {
  side?: string;
  first_day: string;
  days: number;
  visits_a_day: number;
  km_a_day: number;
  people: string[];
  seats: { pc_no: number; visits: number }[];
}

export const visitsApi = {
  propose: (asked: VisitsAsked) => postJson<VisitProposal>('/visits/proposal', asked),
  accept: (language: 'hi' | 'en', visits: { person: string; ac_no: number; day: string }[]) =>
    postJson<{ tasks: number[] }>('/visits', { language, visits })
};
