import type { Scheme } from '$lib/api/schemes';
import { f } from '$lib/i18n/index.svelte';

/** Whether nobody has checked a fact at the official source yet. */
export function isOpen(scheme: Scheme, fact: string): boolean {
  return scheme.to_check.includes(fact);
}

/** A day as far as it is known: a year alone stays one. */
export function knownDay(day: string | null): string {
  if (day === null) return '';
  return day.length === 4 ? day : f.date(day);
}

/** A helpline as a telephone's address. */
export function phoneHref(number: string): string {
  return `tel:${number.replace(/[^0-9+]/g, '')}`;
}
