import type { HeldRole, UserState } from '$lib/api/administration';
import { named, t } from '$lib/i18n/index.svelte';

export const STATES: UserState[] = ['active', 'invited', 'suspended'];

/** "Mandal president, Sahjanwa"; of a seat's role the seat's number. */
export function roleText(role: HeldRole): string {
  const where = role.pc_no !== null ? t('account.seat', { pc: role.pc_no }) : role.unit_name ? named(role.unit_name) : '';
  return where === '' ? named(role.name) : `${named(role.name)}, ${where}`;
}
