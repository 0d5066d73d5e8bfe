import { get, postJson } from './client';
import type { Name } from './types';

/** docs/api.md#rights. */
export interface HeldRecord {
  title: Name;
  day: string;
  notice: string;
  /** What becomes of it when it is taken back, as its notice said. */
  erasure: 'destroy' | 'seal';
  current: boolean;
  answers: { question: Name; answer: Name; purpose: string }[];
  files: number;
  consents: { purpose: string; words: Name; given: boolean }[];
}
export interface Receipt {
  records: HeldRecord[];
  requests: { kind: RequestKind; state: 'open' | 'answered'; made_at: string; due_at: string; answer: string | null }[];
  sealed: { consents: { purpose: string; day: string }[] } | null;
}
export type RequestKind = 'complaint' | 'correction' | 'nominee' | 'breach';
export interface RightsRequest {
  request: string;
  kind: RequestKind;
  text: string | null;
  answer: string | null;
  state: 'open' | 'answered';
  about_record: boolean;
  made_at: string;
  due_at: string;
  drill: boolean;
  late: boolean;
  answered_at: string | null;
}
export interface Breach {
  request: string;
  drill: boolean;
  due_at: string;
  affected: { path: string; records: number }[];
  drafts: { to_persons: Name; to_board: Name };
}

export const rightsApi = {
  receipt: (code: string) => postJson<Receipt>('/receipt', { code }),
  withdraw: (code: string, purposes?: string[]) => postJson<{ erased: boolean }>('/receipt/withdraw', purposes ? { code, purposes } : { code }),
  ask: (kind: RequestKind, text: string, code: string) =>
    postJson<{ request: string; due_at: string }>('/receipt/requests', code === '' ? { kind, text } : { kind, text, code }),
  desk: () => get<{ unit: number; late: number; answer_days: number; requests: RightsRequest[] }>('/rights')(),
  answer: (request: string, answer: string) => postJson<RightsRequest>(`/rights/${request}/answer`, { answer }),
  breach: (what: string, drill: boolean) => postJson<Breach>('/breaches', { what, drill })
};
