import type * as A from './answers';
import type { Figure } from './ask';
import { apiPath, get, postFile, postJson } from './client';

const id = encodeURIComponent;
const post = <Body = A.ClaimAnswer>(claim: string, what: string, body: unknown) => postJson<Body>(`/claims/${id(claim)}/${what}`, body);

/** As `api`: GETs return a loader, POSTs act at once. */
export const answersApi = {
  claims: (query: { words?: string | null; which?: string | null; owner?: string | null; topic?: string | null; place?: string | null; after?: string | null }) =>
    get<A.ClaimsAnswer>('/claims', query),
  claim: (claim: string) => get<A.ClaimAnswer>(`/claims/${id(claim)}`),
  evidence: (body: { text: string; areas: string[]; wish: 'refute' | 'support' }, signal?: AbortSignal) => postJson<A.EvidenceAnswer>('/evidence', body, signal),
  figure: (reference: string) => get<Figure>('/figure', { reference }),
  note: (body: Record<string, unknown>) => postJson<A.Claim & { similar: A.Claim[] }>('/claims', body),
  triage: (claim: string, body: { priority: A.Priority; owner: string; due_at: string }) => post(claim, 'triage', body),
  close: (claim: string, body: { as: string; reason: string; duplicate_of: string }) => post(claim, 'close', body),
  reopen: (claim: string, reason: string) => post(claim, 'reopen', { reason }),
  addCopy: (claim: string, file: File) => postFile<A.ClaimAnswer>(`/claims/${id(claim)}/copy`, file),
  copyHref: (claim: string) => apiPath(`/claims/${id(claim)}/copy`),
  save: (claim: string, draft: A.Draft) => post(claim, 'card', draft),
  check: (claim: string, draft: A.Draft, signal?: AbortSignal) => postJson<A.DraftCheck>(`/claims/${id(claim)}/card/check`, draft, signal),
  send: (claim: string, body: { revision: number; checklist: string[] }) => post(claim, 'card/send', body),
  giveBack: (claim: string, reason: string) => post(claim, 'card/return', { reason }),
  publish: (claim: string, body: { revision: number; checklist: string[]; note_hi: string; note_en: string }) => post(claim, 'card/publish', body),
  withdraw: (claim: string, body: { note_hi: string; note_en: string }) => post(claim, 'withdraw', body),
  published: () => get<A.PublishedAnswers>('/answers'),
  answer: (answer: string) => get<A.Published>(`/answers/${id(answer)}`),
  pictureHref: (answer: string, shape: 'square' | 'story', lang: string) => apiPath(`/answers/${id(answer)}/card.png`, { shape, lang }),
  pdfHref: (answer: string, lang: string) => apiPath(`/answers/${id(answer)}/card.pdf`, { lang }),
  messageHref: (answer: string, lang: string) => apiPath(`/answers/${id(answer)}/message.txt`, { lang })
};
