import { apiPath, get, postFile, postJson } from './client';
import type { Name } from './types';

/** docs/api.md#forms. */
export interface FormRow {
  form: string;
  name: string;
  state: 'draft' | 'open' | 'closed';
  title: Name;
  persons: boolean;
  version: string | null;
  accepts_until: string | null;
  changed_at: string;
}
export interface FormsAnswer {
  forms: FormRow[];
  may_design: boolean;
}
export interface Finding {
  rule: string;
  question: string;
  where: string;
  language: 'hi' | 'en';
  matched: string;
  blocks: boolean;
  reason: Name;
}
export interface Obstacle {
  code: string;
  path: string;
  message: Name;
}
export interface FormAnswer extends FormRow {
  definition: Definition | null;
  xml: string;
  draft_version: string;
  notice: string;
  obstacles: Obstacle[];
  findings: Finding[];
  versions: { version: string; number: number; notice: string; md5: string; published_at: string }[];
  files: { name: string; type: string; bytes: number }[];
  media: string[];
}
export interface Preview {
  form: string;
  model: string;
  findings: Finding[];
}

/** A form definition (docs/formats.md#form-definition). */
export const QUESTION_TYPES = ['text', 'integer', 'decimal', 'select_one', 'select_multiple', 'date', 'note', 'calculate', 'geopoint', 'image', 'consent', 'scheme', 'group', 'repeat'] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];
export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>=', 'selected', 'not selected', 'answered', 'not answered'] as const;
export interface Comparison {
  question?: string;
  is: (typeof COMPARISONS)[number];
  value?: string;
}
export type Condition = Comparison | { all: Condition[] } | { any: Condition[] } | { xpath: string };
export interface ChoiceOf {
  value: string;
  label: Name;
}
export interface Question {
  name: string;
  type: QuestionType;
  label?: Name;
  hint?: Name;
  required?: boolean;
  relevant?: Condition;
  constraint?: Condition;
  constraint_message?: Name;
  calculation?: string;
  default?: string;
  choices?: string;
  /** A CSV file that the choices come from; then `choices` is not there. */
  choices_file?: string;
  appearance?: string;
  purpose?: string;
  notice?: string;
  contact?: string;
  scheme?: string;
  shows?: string;
  questions?: Question[];
}
export interface Definition {
  id: string;
  title: Name;
  instance_name?: string;
  choices?: Record<string, ChoiceOf[]>;
  questions: Question[];
}

export interface Notice {
  key: string;
  version: number;
  name: string;
  purposes: string[];
  texts: Record<string, Record<string, string>>;
  audio: Record<string, { bytes: number }>;
  made_at: string;
}
export interface Device {
  device: string;
  title: string;
  /** Who carries the phone and where; only where the server tells it. */
  person?: string | null;
  person_name?: string | null;
  unit_name?: Name | null;
  unit: number;
  ac: number | null;
  part: string;
  forms: string[];
  made_at: string;
  ends_at: string;
  revoked_at: string | null;
  seen_at: string | null;
  open: boolean;
}
export interface GivenDevice extends Device {
  collect_address: string;
  collect_qr: string;
  web_link: string;
  web_qr: string;
}

const id = encodeURIComponent;

export const formsApi = {
  forms: () => get<FormsAnswer>('/forms'),
  form: (form: string) => get<FormAnswer>(`/forms/${id(form)}`),
  ready: () => get<{ forms: Definition[] }>('/ready-forms'),
  addReady: (asker: { organisation: Record<string, string>; address: Record<string, string>; telephone: string }) => postJson<{ added: string[] }>('/forms/ready', asker),
  preview: (definition: Definition) => postJson<Preview>('/forms/preview', { definition: JSON.stringify(definition) }),
  save: (definition: Definition, form: string | null) =>
    postJson<FormAnswer>('/forms', { definition: JSON.stringify(definition), ...(form ? { form } : {}) }),
  bring: (xml: string, form: string | null) => postJson<FormAnswer>('/forms', { xml, ...(form ? { form } : {}) }),
  publish: (form: string) => postJson<FormAnswer>(`/forms/${id(form)}/publish`, {}),
  close: (form: string) => postJson<FormAnswer>(`/forms/${id(form)}/close`, {}),
  file: (form: string, file: File) => postFile<FormAnswer>(`/forms/${id(form)}/files`, file),
  notices: () => get<{ notices: Notice[] }>('/notices'),
  addNotice: (body: { key: string; purposes: string[]; texts: Record<string, Record<string, string>>; erasure?: string }) => postJson<Notice>('/notices', body),
  noticeAudio: (notice: Notice, language: string, file: File) =>
    postFile<Notice>(`/notices/${id(notice.key)}/${notice.version}/audio`, file, { language }),
  devices: (unit: number | null) => get<{ unit: number; may_give: boolean; devices: Device[] }>('/devices', { unit }),
  give: (body: { unit: number; title: string; days: number; person?: string; forms?: string[] }) => postJson<GivenDevice>('/devices', body),
  revoke: (device: string) => postJson<unknown>(`/devices/${id(device)}/revoke`, {})
};
