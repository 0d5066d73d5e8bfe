import type { Name, TargetsAsked } from './types';

export type ReportFormat = 'pdf' | 'xlsx' | 'text' | 'image';
export type ReportPlace = 'none' | 'seat' | 'district' | 'district_or_none' | 'booth' | 'unit_or_none' | 'session_or_none';

export interface ReportKind {
  kind: string;
  title: Name;
  place: ReportPlace;
}

export interface ReadyReport {
  name: string;
  district: string | null;
  bytes: number;
  made_on: string;
}

/** GET /api/v1/reports: what can be printed for the places that one reaches. */
export interface ReportsAnswer {
  kinds: ReportKind[];
  districts: { district: string; name: Name }[];
  sessions: { session: string; title: string; day: string }[];
  ready: ReadyReport[];
  weekly: boolean;
  organisation: Name;
  slips: { may: boolean; revisions: string[]; imprint: boolean };
}

/** The numbers are those of targets by booth. */
export interface ReportAsked extends Partial<TargetsAsked> {
  kind: string;
  place: string;
  format: ReportFormat;
  lang: 'hi' | 'en';
  election?: string | null;
  side?: string | null;
}
