import { apiPath, get, headers, postJson } from './client';
import { problemOf } from './problem';
import type { FormsAnswer } from './forms';
import type { Name } from './types';

/** docs/api.md#quality. */
export type DayState = 'approved' | 'sent_back' | 'rolled_back';
export interface WorkCounts {
  visits: number;
  agreed: number;
  refused: number;
  nobody: number;
  incomplete: number;
  faulty: number;
  quarantined: number;
  rolled_back: number;
}
export interface WorkDay extends WorkCounts {
  day: string;
  over: boolean;
  state: DayState | null;
  reason: string | null;
  findings: { kind: string; reason: Name; counted: number; false_alarm: number }[];
}
export interface WorkBooth extends WorkCounts {
  unit: number;
  name: Name | null;
  ac_no: number | null;
  part: string;
  houses: number | null;
  houses_visited: number;
  workers: { device: string; title: string; days: WorkDay[] }[];
}
interface TwinSide {
  device: string;
  day: string;
  unit: number;
}
export interface Quality {
  unit: number;
  unit_name: Name;
  form: string;
  title: Name;
  first_day: string;
  last_day: string;
  may_export: boolean;
  booths: WorkBooth[];
  twins: { first: TwinSide; second: TwinSide; why: Name }[];
  /** `distance`: null where the form asks for no place; `words`: why nothing can be told. */
  checked: { days: number; tests: number; false_alarm_max: number; distance: { visits: number; booths: number; stations: number; words: Name | null } | null };
}
export interface Sample {
  seed: string;
  among: number;
  people: { serial: number; name: string; phone: string; unit: number; section: string; house_no: string; day: string }[];
}
type Asked = Record<string, string | number | null | undefined>;

export const fieldApi = {
  forms: () => get<FormsAnswer>('/forms'),
  quality: (query: Asked) => get<Quality>('/records/quality', query),
  review: (body: { device: string; day: string; state: DayState; reason: string }) => postJson<unknown>('/records/days', body),
  sample: (body: Asked) => postJson<Sample>('/records/call-backs', body),
  askForContacts: (unit: number, reason: string) =>
    postJson<{ id: string }>('/approvals', { kind: 'field_contacts', object: `unit:${unit}`, reason }),
  /** A file to keep; throws the server's problem. */
  async contacts(body: Asked): Promise<Blob> {
    const response = await fetch(apiPath('/records/contacts'), {
      method: 'POST',
      headers: headers('application/json'),
      body: JSON.stringify(body)
    });
    if (!response.ok) throw await problemOf(response);
    return response.blob();
  }
};
