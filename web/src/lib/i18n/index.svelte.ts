import type { Name } from '$lib/api/types';
import * as format from '$lib/format/format';
import { preferences } from '$lib/state/preferences.svelte';
import { en } from './en';
import { hi } from './hi';

export type MessageKey = keyof typeof hi;
type Values = Record<string, string | number>;

const MESSAGES: Record<format.Language, Record<MessageKey, string>> = { hi, en };

/** Puts values into `{named}` places. */
export function fill(message: string, values: Values): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/**
 * The message in the reader's language; re-renders when the language changes. A page that is older than its server may be
 * asked for a code that it does not know: it shows the key, and goes on.
 */
export function t(key: MessageKey, values: Values = {}): string {
  return fill(MESSAGES[preferences.language][key] ?? key, values);
}

/** The reader's form of a name that has both. */
export function named(name: Name): string {
  return name[preferences.language] || name.en || name.hi;
}

/** The other language's form, for the detail beside a title. */
export function namedOtherwise(name: Name): string {
  return preferences.language === 'hi' ? name.en : name.hi;
}

/** The formatter in the reader's language. */
export const f = {
  count: (value: number | null | undefined) => format.count(value, preferences.language),
  signedCount: (value: number | null | undefined) => format.signedCount(value, preferences.language),
  shortCount: (value: number | null | undefined) => format.shortCount(value, preferences.language),
  percent: (value: number | null | undefined) => format.percent(value, preferences.language),
  chance: (value: number | null | undefined) => format.chance(value, preferences.language),
  points: (value: number | null | undefined) => format.points(value, preferences.language),
  decimal: (value: number | null | undefined, digits = 1) => format.decimal(value, preferences.language, digits),
  date: (iso: string | null | undefined) => format.date(iso, preferences.language),
  dateTime: (iso: string | null | undefined) => format.dateTime(iso, preferences.language),
  bytes: (value: number) => format.bytes(value, preferences.language)
};
