import { get, postJson } from './client';
import type { Name } from './types';

/** docs/api.md#organisation. */
export interface Unit {
  unit: number;
  code: string;
  name: Name;
  level: string;
  level_name: Name;
  has_head: boolean;
  opened_on: string;
  closed_on: string | null;
  synthetic: boolean;
}
export interface HeldPost {
  held: string;
  post: string;
  post_name: Name;
  head: boolean;
  unit: number;
  unit_name: Name;
  person: string;
  name: string | null;
  from: string;
  to: string | null;
}
export interface UnitAnswer extends Unit {
  above: (Unit & { reachable: boolean })[];
  below: (Unit & { head: string | null })[];
  places: { text: string; description: Name };
  posts: HeldPost[];
  former_posts: HeldPost[];
  counts: { levels: { level: string; name: Name; units: number }[]; people: number; agents: number; without_head: number };
  may_edit: boolean;
  may_restructure: boolean;
  may_see_contacts: boolean;
}
export interface Organisation {
  levels: { level: string; place: number; name: Name; head_post: string; head_name: Name }[];
  posts: { post: string; level: string; head: boolean; most_at_once: number; name: Name }[];
  begins_at: Unit[];
  may_import: boolean;
}
export interface GapCounts {
  booths: number;
  uncovered: number;
  without_agent: number;
  without_head: number;
}
export interface GapsAnswer extends GapCounts {
  unit: Unit;
  booths_of: string[];
  below: (Unit & GapCounts)[];
}
export type GapKind = 'booths' | 'agents' | 'heads';
export interface GapList {
  unit: Unit;
  kind: GapKind;
  rows: { ac_no?: number; ac_name?: Name; part?: string; name: string | Name; unit?: number; where?: Name; head_name?: Name }[];
  next: string | null;
}
export interface Person {
  person: string;
  name: string;
  unit: number;
  unit_name: Name;
  languages: string;
  synthetic: boolean;
  phone?: string | null;
  email?: string | null;
  home_ac?: number | null;
  posts: HeldPost[];
}
export interface PeopleAnswer {
  unit: Unit;
  people: Person[];
  next: string | null;
  contacts: boolean;
  may_see_contacts: boolean;
  may_edit: boolean;
}
export interface Agent {
  agent: string;
  person: string;
  name: string | null;
  ac_no: number;
  part: string;
  elector_part: string;
  bla1_by: string;
  bla2_on: string;
  note: string | null;
  from: string;
}
export interface AgentsAnswer {
  unit: Unit;
  agents: Agent[];
  next: string | null;
  may_edit: boolean;
}
export interface SearchAnswer {
  units: (Unit & { where: Name })[];
  people: Person[];
}
type Counts = { rows: number; added: number; changed: number; unchanged: number };
export interface ImportReport {
  committed: boolean;
  units: Counts;
  people: Counts;
  posts: Counts;
  agents: Counts;
  refused_total: number;
  refused: { file: string; line: number; column: string; value: string; reason: Name }[];
}

const id = encodeURIComponent;
type Page = { unit?: number | null; after?: string | null };

/** As `api`: GETs return a loader, POSTs act at once. */
export const organisationApi = {
  organisation: () => get<Organisation>('/organisation'),
  unit: (unit: number | null) => get<UnitAnswer>(unit === null ? '/organisation/units' : `/organisation/units/${unit}`),
  search: (q: string) => get<SearchAnswer>('/organisation/search', { q }),
  gaps: (unit: number | null) => get<GapsAnswer>('/organisation/gaps', { unit }),
  gapList: (query: Page & { kind: GapKind }) => get<GapList>('/organisation/gaps/list', query),
  people: (query: Page & { q?: string; contacts?: 1 | null; purpose?: string }) => get<PeopleAnswer>('/organisation/people', query),
  agents: (query: Page) => get<AgentsAnswer>('/organisation/agents', query),

  addUnit: (body: { parent: number | null; level: string; name_hi: string; name_en: string; code: string; places: string }) =>
    postJson<Unit>('/organisation/units', body),
  changeUnit: (unit: number, body: { name_hi: string; name_en: string; code: string }) => postJson<Unit>(`/organisation/units/${unit}`, body),
  moveUnit: (unit: number, parent: number) => postJson<Unit>(`/organisation/units/${unit}/move`, { parent }),
  closeUnit: (unit: number) => postJson<Unit>(`/organisation/units/${unit}/close`, {}),
  setPlaces: (unit: number, places: string) => postJson<unknown>(`/organisation/units/${unit}/places`, { places }),
  addPerson: (body: { unit: number; name: string; phone: string; post: string; from: string }) => postJson<Person>('/organisation/people', body),
  leave: (person: string) => postJson<unknown>(`/organisation/people/${id(person)}/leave`, {}),
  endPost: (held: string) => postJson<unknown>(`/organisation/posts/${id(held)}/end`, {}),
  beginPost: (body: { unit: number; person: string; post: string; from: string }) => postJson<unknown>('/organisation/posts', body),
  changePerson: (person: string, body: Record<string, string | number>) => postJson<Person>(`/organisation/people/${id(person)}`, body),
  appoint: (body: Record<string, string | number>) => postJson<Agent>('/organisation/agents', body),
  endAgent: (agent: string) => postJson<unknown>(`/organisation/agents/${id(agent)}/end`, {}),
  startImport: (uploads: string[]) => postJson<{ job: string }>('/organisation/imports', { uploads })
};
