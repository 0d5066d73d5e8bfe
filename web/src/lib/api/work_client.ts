import { apiPath, get, postFile, postJson } from './client';
import type * as W from './work';

const id = encodeURIComponent;

/** As `api`: GETs return a loader, POSTs act at once. */
export const workApi = {
  today: (unit: string | null) => get<W.TodayAnswer>('/today', { unit }),
  works: (query: { unit?: string | null; kind: W.WorkKind }) => get<W.WorksAnswer>('/works', query),
  work: (work: string, unit: string | null) => get<W.WorkAnswer>(`/works/${id(work)}`, { unit }),
  closeWork: (work: string) => postJson<unknown>(`/works/${id(work)}/close`, {}),
  templates: () => get<{ templates: W.Template[] }>('/programmes/templates'),
  issueProgramme: (body: Record<string, unknown>) => postJson<W.Issued>('/programmes', body),
  issueDirective: (body: Record<string, unknown>) => postJson<W.Issued>('/directives', body),
  tasks: (query: { unit?: string | null; work?: string | null; state?: string | null; after?: string | null }) =>
    get<W.TasksAnswer>('/tasks', query),
  task: (task: string) => get<W.TaskAnswer>(`/tasks/${id(task)}`),
  readTask: (task: number) => postJson<unknown>(`/tasks/${task}/read`, {}),
  addTask: (body: Record<string, unknown>) => postJson<W.TaskAnswer>('/tasks', body),
  report: (task: number, body: { state: W.TaskState; note: string; reached: number | null }) =>
    postJson<W.TaskAnswer>(`/tasks/${task}/report`, body),
  comment: (task: number, text: string) => postJson<W.TaskAnswer>(`/tasks/${task}/comments`, { text }),
  addFile: (task: number, file: File) => postFile<W.TaskAnswer>(`/tasks/${task}/files`, file),
  fileHref: (file: string) => apiPath(`/task-files/${id(file)}`),
  responsibility: (query: { kind: W.PlaceKind; unit?: string | null }) => get<W.ResponsibilityAnswer>('/responsibility', query),
  people: (unit: string | null) => get<W.PeopleAnswer>('/responsibility/people', { unit }),
  give: (give: W.NewDuty[], origin: 'hand' | 'proposal') => postJson<unknown>('/responsibility', { give, origin }),
  endDuty: (duty: string, last_day: string) => postJson<unknown>(`/responsibility/${id(duty)}/end`, { last_day }),
  propose: (body: Record<string, unknown>) => postJson<W.Proposal>('/responsibility/proposal', body),
  polls: () => get<W.PollsAnswer>('/polls'),
  setPoll: (body: Record<string, unknown>) => postJson<W.Poll>('/polls', body),
  removePoll: (body: { election: string; kind: string; place_no: number }) => postJson<unknown>('/polls/remove', body),
  askOverride: (body: { feature: string; reason: string; hours: number }) => postJson<unknown>('/locks/overrides', body),
  approveOverride: (override: string) => postJson<unknown>(`/locks/overrides/${id(override)}/approve`, {})
};
