import { get, postJson } from './client';
import type { Name } from './types';

/** docs/api.md#users. */
export type Missing = 'nothing' | 'code' | 'code_setup';
export interface Session {
  signed_in: boolean;
  owner: boolean;
  missing: Missing;
  name: string;
  language: 'hi' | 'en' | null;
  roles: { role: string; name: Name | null; reach: string[] }[];
  rights: string[];
  /** The trainee's own practice workspace answers, not the real one. */
  practice: boolean;
}
export interface Opened {
  missing: Missing;
}
export interface CodeSetup {
  address: string;
  secret: string;
  qr: string;
}
export interface Account {
  owner: boolean;
  name: string;
  sign_in_name?: string;
  one_time_codes?: boolean;
  recovery_codes_left?: number;
  roles: { id: string; name: Name; unit_name?: Name; pc_no: number | null; since: string }[];
  devices?: { id: string; device: string; since: string; seen: string; this_one: boolean }[];
  tokens?: { id: string; title: string; rights: string; ends_at: string; seen: string | null }[];
  calendar?: { since: string; seen: string | null; language: 'hi' | 'en' } | null;
}

export const accountApi = {
  session: () => get<Session>('/session'),
  signIn: (name: string, password: string) => postJson<Opened>('/sign-in', { name, password }),
  code: (code: string) => postJson<Opened>('/sign-in/code', { code }),
  signOut: () => postJson<unknown>('/sign-out', {}),
  invited: (invitation: string) => postJson<{ name: string; sign_in_name: string }>('/invitation', { invitation }),
  take: (invitation: string, password: string) => postJson<Opened>('/invitation/take', { invitation, password }),
  beginCodes: () => postJson<CodeSetup>('/account/codes/begin', {}),
  endCodes: (code: string) => postJson<{ recovery_codes: string[] }>('/account/codes/end', { code }),
  account: () => get<Account>('/account'),
  changePassword: (former: string, password: string) => postJson<unknown>('/account/password', { former, password }),
  makeToken: (title: string, rights: string[], days: number) => postJson<{ id: string; token: string }>('/account/tokens', { title, rights, days }),
  revokeToken: (token: string) => postJson<unknown>(`/account/tokens/${token}/revoke`, {}),
  makeCalendar: (language: 'hi' | 'en') => postJson<{ link: string }>('/account/calendar', { language }),
  revokeCalendar: () => postJson<unknown>('/account/calendar/revoke', {}),
  endDevice: (session: string) => postJson<unknown>(`/account/devices/${session}/end`, {}),
  signOutElsewhere: () => postJson<unknown>('/account/sign-out-elsewhere', {})
};
