import type { MessageKey } from '$lib/i18n/index.svelte';

/** Pages of administration, each with the right that opens it. */
export const TABS: { path: string; label: MessageKey; right: string }[] = [
  { path: '/administration/users', label: 'admin.users', right: 'manage_users' },
  { path: '/administration/approvals', label: 'admin.approvals', right: 'approve' },
  { path: '/administration/audit', label: 'admin.audit', right: 'read_audit' },
  { path: '/administration/messages', label: 'sms.title', right: 'manage_settings' }
];

/** Those that somebody with these rights may open; who manages users sees what she asked for. */
export function tabsFor(rights: string[]) {
  return TABS.filter(({ path, right }) => rights.includes(right) || (path === '/administration/approvals' && rights.includes('manage_users')));
}
