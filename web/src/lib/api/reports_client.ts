import { apiPath, get, postJson } from './client';
import type { ReportAsked, ReportFormat, ReportsAnswer } from './reports';

/** Files are links, so that the browser saves them itself; GETs return a loader, as in `api`. */
export const reportsApi = {
  reports: () => get<ReportsAnswer>('/reports'),
  file: ({ kind, ...asked }: ReportAsked) => apiPath(`/reports/made/${encodeURIComponent(kind)}`, { ...asked }),
  ready: (name: string) => apiPath(`/reports/ready/${encodeURIComponent(name)}`),
  slips: (asked: { revision: string; ac: string; part: string; lang: string }) => apiPath('/reports/slips', asked),
  makePack: (asked: { language: 'hi' | 'en'; format: ReportFormat }) => postJson<{ job: string }>('/reports/packs', asked),
  pack: (job: string) => apiPath(`/reports/packs/${encodeURIComponent(job)}`)
};
