import { t } from '$lib/i18n/index.svelte';

/** What answers may be used for (domain/consent.hpp), as forms and notices name it. */
export const PURPOSES = ['schemes', 'contact', 'call_back', 'roll_help', 'training', 'community', 'economic'] as const;

/** A purpose in the reader's language. */
export function purposeWords(purpose: string): string {
  const known = PURPOSES.find((one) => one === purpose);
  return known ? t(`forms.purpose.${known}`) : purpose;
}
