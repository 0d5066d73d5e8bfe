import { get, postJson } from './client';
import type { Name } from './types';

/** docs/api.md#training. */
export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'break' }
  | { kind: 'strong'; inlines: Inline[] }
  | { kind: 'link'; to: string; inlines: Inline[] };
export type Block =
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'heading'; level: number; inlines: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; ordered: boolean; items: Block[][] }
  | { kind: 'table'; rows: Inline[][][] };
export interface Step {
  state: 'new' | 'open' | 'passed';
  tries: number;
  hints: number;
  score?: number | null;
  seconds?: number | null;
}
export interface Next {
  course: string;
  kind: 'lesson' | 'exercise' | 'quiz';
  step: string;
  title: Name;
}
export interface CourseStanding {
  course: string;
  title: Name;
  summary: Name;
  minutes: number;
  lessons: number;
  questions: number;
  exercises: number;
  steps: number;
  passed: number;
  begun: boolean;
  finished: boolean;
  refresh: boolean;
}
export interface Lesson {
  lesson: string;
  title: Name;
  text: { hi: Block[]; en: Block[] };
  read: boolean;
}
export interface Exercise extends Step {
  exercise: string;
  title: Name;
  task: Name;
  page: string;
  file: string | null;
  asks_answer: boolean;
  given_hints: Name[];
  hint_due: boolean;
}
/** The practice district is being made: how far it is. Ask again. */
export interface Making {
  progress: number;
  text: Name;
}
export interface Checked extends Exercise {
  passed: boolean;
  message: Name;
  next: Next | null;
}
export interface Question {
  question: string;
  text: Name;
  options: Name[];
}
export interface Course extends Omit<CourseStanding, 'lessons' | 'questions' | 'exercises'> {
  lessons: Lesson[];
  quiz: Step;
  questions: Question[];
  exercises: Exercise[];
  next: Next | null;
}
export interface QuizAnswer {
  passed: boolean;
  score: number;
  passes_at: number;
  right: number;
  questions: { question: string; right: boolean; right_option: number; reason: Name }[];
}
export interface SessionHead {
  session: string;
  title: string;
  day: string;
  begins: string;
  ends: string;
  venue: string;
  words: string;
  experts: { name: string; subject: string }[];
  agenda: { at: string; title: Name; course?: string }[];
  courses: { course: string; title: Name }[];
  state: 'open' | 'closed';
}
export interface OwnSession extends SessionHead {
  today: boolean;
  reply: Reply | null;
  came: boolean;
  feedback_given: boolean;
}
export interface Training {
  name: string;
  courses: CourseStanding[];
  next: Next | null;
  sessions: OwnSession[];
  certificates: { code: string; issued_on: string; valid: boolean; courses: number }[];
  practising: boolean;
}
export type Reply = 'yes' | 'no' | 'perhaps';
export interface Place {
  attendee: string;
  unit: number;
  unit_name: Name;
  post: string;
  post_name: Name;
  vacant: boolean;
  name: string;
  invited_at: string | null;
  reply: Reply | null;
  reply_words: string | null;
  checked_in_at: string | null;
}
export interface Counts {
  places: number;
  vacant: number;
  invited: number;
  yes: number;
  no: number;
  perhaps: number;
  silent: number;
  came: number;
}
export interface Session extends SessionHead {
  check_in_code: string;
  counts: Counts;
  roster: Place[];
}
export interface Template {
  template: string;
  name: Name;
  words: Name;
  level: string;
  posts: string[];
  courses: string[];
  begins: string;
  ends: string;
}
export interface NewSession {
  template: string;
  day: string;
  venue: string;
  title: string;
  begins: string;
  words: string;
  courses: string[];
  experts: { name: string; subject: string }[];
  language: 'hi' | 'en';
}
export interface Invitations extends SessionHead {
  check_in_code: string;
  /** How text messages go out here: not at all, into a file (a dry run), or to phones. */
  messages: 'none' | 'file' | 'http';
  invitations: (Place & { token: string; digits: string })[];
}
/** What became of the text messages of a session. */
export type MessagesSent = Record<'sent' | 'already' | 'without_phone' | 'silent' | 'failed' | 'uncertain', number>;
export interface Invited extends SessionHead {
  you: Place;
  digits: string;
}
export interface BoardRow extends Place {
  courses: { course: string; steps: number; passed: number }[];
  finished: boolean;
  stuck: boolean;
  at: { course: string; course_title: Name; kind: Next['kind']; step: string; title: Name; tries: number; hints: number; passed: boolean; since: string } | null;
}
export interface HelpCall {
  help: string;
  name: string;
  unit_name: Name;
  course: string | null;
  course_title: Name | null;
  step: string | null;
  words: string | null;
  asked_at: string;
  taken: boolean;
}
export interface Board extends SessionHead {
  check_in_code: string;
  counts: Counts;
  finished: number;
  stuck: number;
  people: BoardRow[];
  help: HelpCall[];
}
export interface ReportRow {
  post_name: Name;
  name: string;
  vacant: boolean;
  invited: boolean;
  reply: Reply | null;
  came: boolean;
  passed: number;
  steps: number;
  finished: boolean;
  certificate: string | null;
}
export interface Report extends SessionHead {
  counts: Counts & { finished: number; certificates: number; follow_ups: number };
  units: { unit: number; unit_name: Name; people: ReportRow[] }[];
  feedback_given: number;
  feedback: { useful: number; clear: number; pace: number; words: string[] } | null;
}
export interface Certificates extends SessionHead {
  certificates: { code: string; name: string; unit_name: Name; issued_on: string; valid: boolean }[];
  without: { name: string; unit_name: Name; finished: boolean }[];
}
export interface Certificate {
  code: string;
  name: string;
  unit_name: Name;
  issued_on: string;
  valid: boolean;
  revoked_on: string | null;
  reason: string | null;
  session_title: string;
  venue: string;
  day: string;
  courses: { course: string; title: Name }[];
}

const id = encodeURIComponent;
const course = (code: string) => `/training/courses/${id(code)}`;
const exercise = (code: string, step: string) => `${course(code)}/exercises/${id(step)}`;
const session = (code: string) => `/training/sessions/${id(code)}`;

export const trainingApi = {
  home: () => get<Training>('/training'),
  course: (code: string) => get<Course>(course(code)),
  read: (code: string, lesson: string) => postJson<Course>(`${course(code)}/lessons/${id(lesson)}/read`, {}),
  quiz: (code: string, answers: Record<string, number>) => postJson<QuizAnswer>(`${course(code)}/quiz`, { answers }),
  begin: (code: string, step: string) => postJson<Exercise & { making?: Making }>(`${exercise(code, step)}/begin`, {}),
  check: (code: string, step: string, answer: string) => postJson<Checked>(`${exercise(code, step)}/check`, { answer }),
  hint: (code: string, step: string) => postJson<Exercise>(`${exercise(code, step)}/hint`, {}),
  leave: () => postJson<unknown>('/training/practice/leave', {}),
  anew: () => postJson<unknown>('/training/practice/anew', {}),
  invited: (token: string) => postJson<Invited>('/training/reply', { token }),
  reply: (token: string, reply: Reply, words: string) => postJson<Invited>('/training/reply', { token, reply, words }),
  join: (token: string) => postJson<{ name: string; session: string }>('/training/join', { token }),
  checkInSelf: (code: string) => postJson<{ title: string; first: boolean }>('/training/check-in', { code }),
  askHelp: (code: string, words: string, at: { course: string; step: string } | null) => postJson<unknown>(`${session(code)}/help`, { words, ...at }),
  feedback: (code: string, body: { useful: number; clear: number; pace: number; words: string }) => postJson<unknown>(`${session(code)}/feedback`, body),
  templates: () => get<{ templates: Template[] }>('/training/templates'),
  sessions: () => get<{ sessions: (SessionHead & { counts: Counts })[] }>('/training/sessions'),
  make: (body: NewSession) => postJson<Session>('/training/sessions', body),
  session: (code: string) => get<Session>(session(code)),
  close: (code: string) => postJson<Session>(`${session(code)}/change`, { state: 'closed' }),
  refresh: (code: string) => postJson<unknown>(`${session(code)}/roster/refresh`, {}),
  invite: (code: string) => postJson<Invitations>(`${session(code)}/invitations`, {}),
  sendMessages: (code: string) => postJson<{ job: string }>(`${session(code)}/messages`, {}),
  prepare: (code: string) => postJson<{ job: string }>(`${session(code)}/practice`, {}),
  checkIn: (code: string, what: string) => postJson<Place & { first: boolean; counts: Counts }>(`${session(code)}/check-in`, { code: what }),
  board: (code: string) => get<Board>(`${session(code)}/board`),
  takeHelp: (code: string, help: string) => postJson<Board>(`${session(code)}/help/${id(help)}/take`, {}),
  endHelp: (code: string, help: string) => postJson<Board>(`${session(code)}/help/${id(help)}/end`, {}),
  report: (code: string) => get<Report>(`${session(code)}/report`),
  certificates: (code: string) => get<Certificates>(`${session(code)}/certificates`),
  issue: (code: string) => postJson<Certificates>(`${session(code)}/certificates`, {}),
  followUps: (code: string) => postJson<{ added: number }>(`${session(code)}/follow-ups`, {}),
  certificate: (code: string) => get<Certificate>(`/certificates/${id(code)}`),
  revoke: (code: string, reason: string) => postJson<Certificate>(`/certificates/${id(code)}/revoke`, { reason })
};
