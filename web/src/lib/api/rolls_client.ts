import { get, postJson } from './client';
import type * as R from './rolls';

type Pair = { from: string; to: string };
const id = encodeURIComponent;

/** As `api`: GETs return a loader, POSTs act at once. */
export const rollsApi = {
  rolls: () => get<R.RollsAnswer>('/rolls'),
  stats: (query: { revision: string; ac?: number | null; part?: number | null }) => get<R.RollStats>('/rolls/stats', query),
  changes: (query: Pair & { ac?: number | null }) => get<R.RollChanges>('/rolls/changes', query),
  duplicates: (query: { revision: string; ac?: number | null }) => get<R.DuplicatesAnswer>('/rolls/duplicates', query),
  part: (query: { revision: string; ac: number; part: number }) => get<R.RollPart>('/rolls/part', query),
  partChanges: (query: Pair & { ac: number; part: number }) => get<R.PartChangeLists>('/rolls/changes/part', query),
  compare: (body: Pair & { ac: number | null }) => postJson<{ job: string }>('/rolls/compare', body),
  findDuplicates: (body: { revision: string; ac: number | null }) => postJson<{ job: string }>('/rolls/find-duplicates', body),

  queues: () => get<{ queues: R.ReviewQueue[]; synthetic: boolean }>('/review/queues'),
  next: (query: { queue: string; by: string; two?: 1 | null; skip?: number }) => get<R.ReviewNext>('/review/next', query),
  outcome: (queue: string) => get<R.ReviewOutcome>('/review/outcome', { queue }),
  decide: (body: { queue: string; left: string; right: string; verdict: R.Verdict; by: string }) =>
    postJson<R.PairDecision>('/review/decisions', body),
  undoDecision: (decision: string) => postJson<{ undone: string }>(`/review/decisions/${id(decision)}/undo`, {}),
  apply: (queue: string) => postJson<{ job: string }>('/review/apply', { queue }),

  drafts: () => get<{ drafts: R.RollDraft[] }>('/roll-drafts'),
  draft: (draft: string) => get<R.RollDraft>(`/roll-drafts/${id(draft)}`),
  entries: (draft: string, by: string) => get<R.TypedEntries>(`/roll-drafts/${id(draft)}/entries`, { by }),
  check: (draft: string) => get<R.DraftCheck>(`/roll-drafts/${id(draft)}/check`),
  makeDraft: (body: R.NewDraft) => postJson<R.RollDraft>('/roll-drafts', body),
  putEntry: (draft: string, body: R.TypedEntry & { by: string }) => postJson<R.TypedEntry>(`/roll-drafts/${id(draft)}/entries`, body),
  removeEntry: (draft: string, serial: number, by: string) =>
    postJson<unknown>(`/roll-drafts/${id(draft)}/entries/${serial}/remove`, { by }),
  importDraft: (draft: string, by: string) => postJson<{ run: number }>(`/roll-drafts/${id(draft)}/import`, { by }),
  dropDraft: (draft: string) => postJson<unknown>(`/roll-drafts/${id(draft)}/drop`, {}),

  guide: () => get<R.HelpGuide>('/roll-help/guide'),
  periods: () => get<{ periods: R.ClaimsPeriod[] }>('/roll-help/periods'),
  setPeriod: (body: Pick<R.ClaimsPeriod, 'revision' | 'first_day' | 'last_day' | 'kind' | 'source'>) =>
    postJson<unknown>('/roll-help/periods', body),
  help: (query: { revision: string; agent?: string | null }) => get<R.HelpAnswer>('/roll-help', query),
  giveHelp: (body: R.NewHelp) => postJson<R.RollHelp>('/roll-help', body),
  setOutcome: (help: string, outcome: R.HelpOutcome) => postJson<unknown>(`/roll-help/${id(help)}/outcome`, { outcome })
};
