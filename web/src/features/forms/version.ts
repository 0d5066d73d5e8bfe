import { f } from '$lib/i18n/index.svelte';

/** The moment, in UTC, that a version made here is named after: its year to its second as 14 digits. Null for versions of other tools. */
export function momentOf(version: string): string | null {
  const found = /^(20\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(version);
  if (!found) return null;
  const [, year, month, day, hour, minute, second] = found;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  return Number.isNaN(Date.parse(iso)) ? null : iso;
}

/** A version as people read it: when it was made, or as another tool named it. */
export function versionWords(version: string): string {
  const moment = momentOf(version);
  return moment ? f.dateTime(moment) : version;
}
