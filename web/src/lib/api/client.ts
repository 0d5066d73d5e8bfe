import { practice } from '$lib/state/practice.svelte';
import type * as C from './concordance';
import { Problem, problemOf } from './problem';
import type * as T from './types';

/** An answer, and since when it stands if it came from the device's store because the server was out of reach. */
export interface Answer<Body> {
  body: Body;
  asOf: string | null;
}

/** Written by the service worker on answers from its store. */
export const AS_OF_HEADER = 'x-boothwise-as-of';

/** Told to the window when an answer needs somebody signed in; the frame then opens that page. */
export const SIGN_IN_NEEDED = 'boothwise:sign-in-needed';

type Query = Record<string, string | number | null | undefined>;

export function apiPath(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === null || value === undefined || value === '' ? [] : [`${key}=${encodeURIComponent(value)}`]
  );
  return `/api/v1${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

async function request<Body>(path: string, init: RequestInit): Promise<Answer<Body>> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Problem({ title: 'unreachable' }, true);
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code === 'sign_in_needed') window.dispatchEvent(new Event(SIGN_IN_NEEDED));
    throw problem;
  }
  return { body: (await response.json()) as Body, asOf: response.headers.get(AS_OF_HEADER) };
}

export function get<Body>(path: string, query?: Query) {
  return (signal?: AbortSignal) => request<Body>(apiPath(path, query), { signal });
}

/** The first header keeps other sites' forms out (docs/api.md, Imports); the second says that the page was loaded to practise. */
export function headers(type: string): Record<string, string> {
  return { 'X-Boothwise': '1', 'Content-Type': type, ...(practice.active ? { 'X-Boothwise-Practice': '1' } : {}) };
}

async function post<Body>(path: string, query: Query, body: BodyInit | null, type: string, signal?: AbortSignal): Promise<Body> {
  return (await request<Body>(apiPath(path, query), { method: 'POST', headers: headers(type), body, signal })).body;
}

/** The signal drops a question whose answer nobody waits for any more; what it changes on the server stays changed. */
export function postJson<Body>(path: string, value: unknown, signal?: AbortSignal): Promise<Body> {
  return post<Body>(path, {}, JSON.stringify(value), 'application/json', signal);
}

export function postFile<Body>(path: string, file: File, query: Query = {}): Promise<Body> {
  return post<Body>(path, { name: file.name, ...query }, file, 'application/octet-stream');
}

/** GETs return a loader that takes an abort signal (for `Resource`); POSTs act at once. */
export const api = {
  state: () => get<T.StateAnswer>('/state'),
  sides: (election: string) => get<T.SidesAnswer>(`/elections/${encodeURIComponent(election)}/sides`),
  focus: (query: { election: string; side: string; narrow?: number; weak?: number }) =>
    get<T.FocusAnswer>('/focus', query),
  seat: (pcNo: number, query: { side: string; election?: string | null }) =>
    get<T.SeatAnswer>(`/seats/${pcNo}`, query),
  targets: (pcNo: number, query: { side: string; election: string | null } & T.TargetsAsked) =>
    get<T.TargetsAnswer>(`/seats/${pcNo}/targets`, query),
  segment: (acNo: number, query: { side: string; election?: string | null }) =>
    get<T.SegmentAnswer>(`/segments/${acNo}`, query),
  booth: (acNo: number, part: string, query: { side: string; election?: string | null }) =>
    get<T.BoothAnswer>(`/booths/${acNo}/${encodeURIComponent(part)}`, query),
  stationSets: (ac: number) => get<C.StationSets>('/concordance/sets', { ac }),
  concordance: (query: { from: string; to: string; ac: number }) => get<C.ConcordanceAnswer>('/concordance', query),
  compare: (query: { from: string; to: string; side: string }) => get<T.CompareAnswer>('/compare', query),
  hexagons: (level: 'pc' | 'ac') => get<T.HexagonsAnswer>('/maps/hexagons', { level }),
  boundaries: (level: 'pc' | 'ac' | 'district') =>
    get<GeoJSON.FeatureCollection<GeoJSON.Geometry, { no?: number; id?: string }>>('/maps/boundaries', { level }),
  locks: () => get<{ banner: T.Name | null; features: { feature: string; locked: boolean }[] }>('/locks'),
  search: (q: string) => get<{ results: T.SearchHit[] }>('/search', { q }),
  imports: () => get<{ runs: T.ImportRun[] }>('/imports'),
  importRun: (run: number) => get<T.ImportRunDetail>(`/imports/${run}`),
  job: (job: string) => get<T.Job>(`/jobs/${encodeURIComponent(job)}`),

  decideConcordance: (body: Omit<C.ConcordanceDecision, 'id' | 'at'>) =>
    postJson<C.ConcordanceDecision>('/concordance/decisions', body),
  undoConcordance: (id: string) => postJson<{ undone: string }>(`/concordance/decisions/${encodeURIComponent(id)}/undo`, {}),
  upload: (file: File) => postFile<T.Upload>('/imports/uploads', file),
  preview: (body: T.ImportRequest) => postJson<T.ImportPreview>('/imports/preview', body),
  startImport: (body: T.ImportRequest & { skip_bad: boolean }) =>
    postJson<{ job: string }>('/imports', body),
  stopJob: (job: string) => postJson<unknown>(`/jobs/${encodeURIComponent(job)}/stop`, {}),
  undoImport: (run: number) => postJson<T.ImportRun>(`/imports/${run}/undo`, {})
};
