import type { Name } from './types';

/** Answers about responsibility and work: docs/api.md#work. */
export interface Completion {
  asked: number;
  done: number;
  blocked: number;
  read: number;
  late: number;
  not_reported: number;
  share_done: number | null;
  share_reported: number | null;
}
export interface UnitRef {
  unit: number;
  level: string;
  name: Name;
  synthetic: boolean;
}
export interface Duty {
  id: string;
  person: string;
  name: string;
  duty: 'president' | 'in_charge' | 'deputy';
  from_day: string;
  to_day: string | null;
  origin: 'hand' | 'proposal';
}
export type WorkKind = 'programme' | 'directive';
/** Over the whole work, as long as its tasks are being given. */
export interface Giving {
  given: number;
  asked: number;
  share: number;
  job: string | null;
}
/** What issuing answers; `job` where the tasks are still being given. */
export interface Issued {
  work: string;
  asked: number;
  given: number;
  job: string | null;
}
export interface WorkStanding {
  work: string;
  kind: WorkKind;
  template: string | null;
  title: Name;
  level: string;
  first_day: string;
  due_day: string;
  owner: string | null;
  target_name: Name | null;
  target_source: string | null;
  target_day: string | null;
  completion: Completion;
  escalated: number;
  due_soon: boolean;
  closed: boolean;
  giving: Giving | null;
  synthetic: boolean;
}
export interface UnitStanding extends UnitRef {
  completion: Completion;
}
export interface WorksAnswer {
  unit: UnitRef;
  day: string;
  may_direct: boolean;
  levels_below: { level: string; name: Name }[];
  works: WorkStanding[];
}
export interface WorkAnswer extends WorkStanding {
  words: Name;
  unit: UnitRef;
  may_direct: boolean;
  units: UnitStanding[];
  replies: { task: number; unit_name: Name; text: string; by: string; at: string }[];
}
export type TaskState = 'open' | 'done' | 'blocked';
export type TaskFilter = TaskState | 'all' | 'late';
export interface Task {
  task: number;
  work: string | null;
  kind: WorkKind | 'task';
  title: Name;
  unit: number;
  unit_name: Name;
  first_day: string;
  due_day: string;
  days_late: number;
  state: TaskState;
  note: string;
  read: boolean;
  measured: number | null;
  target: number | null;
  reached: number | null;
  assignee_post: string | null;
  assignee: string | null;
  assignee_name: string | null;
  changed_at: string;
}
export interface TasksAnswer {
  unit: UnitRef;
  may_report: boolean;
  may_direct: boolean;
  tasks: Task[];
  next: string | null;
}
export interface TaskAnswer extends Task {
  words: Name;
  target_source?: string | null;
  target_day?: string | null;
  may_report: boolean;
  may_direct: boolean;
  history: { kind: 'comment' | 'state' | 'assignee' | 'file'; text: string; by: string; at: string }[];
  files: { file: string; name: string; type: string; bytes: number; at: string }[];
}
export type Phase = 'ordinary' | 'announced' | 'silence';
export interface TodayAnswer {
  day: string;
  unit: UnitRef;
  units_held: UnitRef[];
  phase: Phase;
  banner: Name | null;
  things: { code: string; text: Name; href: string }[];
  completion: Completion;
  own_tasks: Completion;
  seats_without: number;
  may_assign: boolean;
  may_direct: boolean;
  works: WorkStanding[];
  seats: {
    pc_no: number;
    name: Name;
    standing: { class: string; class_name: Name; margin_points: number | null; reason: Name } | null;
    answers: Duty | null;
    completion: Completion | null;
  }[];
  units: (UnitStanding & { answers: Duty | null })[];
  helpers: { person: string; name: string }[];
  tasks: Task[];
  booths: { ac_no: number; part: string }[];
  synthetic: boolean;
}
export interface Template {
  template: string;
  level: string;
  days: number;
  title: Name;
  words: Name;
  target_measure: string | null;
  target_name: Name | null;
  target_factor: number;
  locked_feature: string | null;
}
export type PlaceKind = 'pc' | 'ac' | 'unit' | 'part';
export interface AnsweredPlace {
  kind: PlaceKind;
  place_no: number;
  part: string | null;
  name: Name;
  duties: Duty[];
  answered: boolean;
}
export interface ResponsibilityAnswer {
  unit: UnitRef;
  kind: PlaceKind;
  day: string;
  without: number;
  may_assign: boolean;
  places: AnsweredPlace[];
}
export interface PeopleAnswer {
  people: { person: string; name: string; unit: number; languages: string[]; home_ac: number | null; load: number }[];
  next: string | null;
}
export interface NewDuty {
  person: string;
  duty: Duty['duty'];
  kind: PlaceKind;
  place_no: number;
  part?: string;
  from_day: string;
}
export interface Proposal {
  cost: number;
  proven: boolean;
  kind: PlaceKind;
  posts: {
    place_no: number;
    name: Name;
    leaders: { leader: string; name: string; cost: number; why: Name }[];
    second_choice: { leader: string; name: string; plan_costs_more: number } | null;
  }[];
}
export interface Poll {
  election: string;
  kind: 'state' | 'pc' | 'ac';
  place_no: number;
  name: Name;
  announced_on: string;
  poll_on: string;
  closes_at: string;
  silence_begins: string;
  result_on: string;
  source: string;
  phase: Phase;
}
export interface LockOverride {
  id: string;
  feature: string;
  reason: string;
  hours: number;
  asked_by: string;
  asked_at: string;
  approved_by: string | null;
  approved_at: string | null;
  lifts_now: boolean;
}
export interface PollsAnswer {
  phase: Phase;
  phase_name: Name;
  banner: Name | null;
  exit_polls_barred: boolean;
  features: { feature: string; name: Name; rule: string; overridable: boolean; locked: boolean }[];
  polls: Poll[];
  overrides: LockOverride[];
  may_change: boolean;
  may_approve: boolean;
}
