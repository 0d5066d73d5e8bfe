import { get, postJson } from './client';
import type { Name } from './types';

/** docs/api.md#users and #audit. */
export interface HeldRole {
  id: string;
  role: string;
  name: Name;
  unit: number;
  unit_name?: Name;
  pc_no: number | null;
  since: string;
}
export type UserState = 'invited' | 'active' | 'suspended';
export interface User {
  id: string;
  name: string;
  sign_in_name: string;
  state: UserState;
  unit: number;
  one_time_codes: boolean;
  since: string;
  last_sign_in: string | null;
  roles: HeldRole[];
}
export interface UsersAnswer {
  unit: number;
  unit_name: Name;
  counts: { all: number; active: number; invited: number; suspended: number; without_codes: number };
  users: User[];
  next: string | null;
}
export interface UserAnswer extends User {
  unit_name: Name | null;
  own: boolean;
  may_manage: boolean;
  four_eyes: boolean;
  tied_to_person: boolean;
  audit_id: string;
  devices: { device: string; since: string; seen: string }[];
  tokens: number;
}
export interface Role {
  role: string;
  held_at: string;
  one_time_codes: boolean;
  name: Name;
  rights: string[];
}
export interface Invitation {
  name: string;
  sign_in_name: string;
  link: string;
  qr: string;
  /** Whether it went to the telephone number too; null where nobody asked. */
  message: { sent: boolean; why: Name | null } | null;
}
export interface NewUser {
  name: string;
  sign_in_name: string;
  role: string;
  unit: number;
  pc?: number;
  language: 'hi' | 'en';
  person?: string;
  send?: boolean;
}
export interface Approval {
  id: string;
  kind: string;
  object: string;
  object_name: string | null;
  reason: string;
  asked_by_name: string | null;
  asked_at: string;
  ends_at: string;
  decision: 'approved' | 'refused' | null;
  used: boolean;
  own: boolean;
  over: boolean;
  may_decide: boolean;
  may_use: boolean;
}
export interface AuditRow {
  chain: number;
  number: number;
  at: string;
  actor: string;
  action: string;
  object: string;
  path: string;
  purpose: string;
  details: Record<string, unknown> | null;
  hash: string;
}
export interface AuditHeads {
  at: string;
  heads: { chain: number; number: number; hash: string }[];
}
export interface Verification {
  holds: boolean;
  rows: number;
  stated_heads: number;
  faults: { chain: number; number: number; what: string }[];
}

/** docs/api.md#messages. */
export type MessageState = 'waiting' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'dropped';
export type MessageKind = 'reminder' | 'escalation' | 'invitation';
export interface MessageTemplate {
  use: string;
  language: 'hi' | 'en';
  id: string;
  text: string;
  variables: { name: string; letters_most: number }[];
  parts_most: number;
}
export interface MessageSettings {
  /** The provider's host, or the dry run's file. */
  goes_to: string;
  sender: string;
  principal_entity: string;
  hours: [number, number];
  deduplicates: boolean;
  templates: MessageTemplate[];
  unregistered: string[];
}
export interface MessageCount {
  kind: MessageKind;
  state: MessageState;
  messages: number;
  parts: number;
}
export interface ListedMessage {
  message: string;
  kind: MessageKind;
  state: MessageState;
  unit: number;
  unit_name: Name;
  due_day: string;
  tasks: number;
  tries: number;
  parts: number;
  why: string;
  at: string;
  again: boolean;
}
export interface MessagesAnswer {
  way: 'none' | 'file' | 'http';
  settings: MessageSettings | null;
  counts: MessageCount[];
  newest: ListedMessage[];
}

const id = encodeURIComponent;
type Asked = Record<string, string | number | null | undefined>;

/** As `api`: GETs return a loader, POSTs act at once. */
export const administrationApi = {
  users: (query: Asked) => get<UsersAnswer>('/users', query),
  user: (user: string) => get<UserAnswer>(`/users/${id(user)}`),
  roles: () => get<{ roles: Role[] }>('/roles'),
  invite: (body: NewUser) => postJson<Invitation>('/users', body),
  giveRole: (user: string, body: { role: string; unit: number; pc?: number }) => postJson<HeldRole>(`/users/${id(user)}/roles`, body),
  endRole: (user: string, role: string) => postJson<unknown>(`/users/${id(user)}/roles/${id(role)}/end`, {}),
  suspend: (user: string) => postJson<unknown>(`/users/${id(user)}/suspend`, {}),
  reinstate: (user: string) => postJson<Invitation>(`/users/${id(user)}/reinstate`, {}),
  signOut: (user: string) => postJson<unknown>(`/users/${id(user)}/sign-out`, {}),
  end: (user: string) => postJson<unknown>(`/users/${id(user)}/end`, {}),
  reset: (user: string, approval: string) => postJson<Invitation>(`/users/${id(user)}/reset`, { approval }),
  approvals: () => get<{ approvals: Approval[] }>('/approvals'),
  ask: (user: string, reason: string) => postJson<Approval>('/approvals', { kind: 'reset_user', object: `user:${user}`, reason }),
  decide: (approval: string, decision: 'approved' | 'refused') => postJson<unknown>(`/approvals/${id(approval)}/decide`, { decision }),
  audit: (query: Asked) => get<{ rows: AuditRow[]; next: string | null }>('/audit', query),
  heads: () => get<AuditHeads>('/audit/heads'),
  messages: (query: Asked) => get<MessagesAnswer>('/messages', query),
  sendAgain: (message: string) => postJson<{ state: MessageState }>(`/messages/${id(message)}/again`, { did_not_arrive: true }),
  verify: (stated: { heads: unknown[] }) => postJson<Verification>('/audit/verify', stated)
};
