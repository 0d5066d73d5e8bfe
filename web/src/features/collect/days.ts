import type { Vault } from './vault';
import { fetched, type Fetch } from './forms';

/** A day of this phone's work that was looked at and sent back, with the words of whoever looked. */
export interface SentBack {
  day: string;
  reason: string;
  decided_at: string;
}

/** As the server said it last. */
export interface SentBackDays {
  at: string;
  days: SentBack[];
}

/** Errors: as refreshForms. A day that was settled since is no longer among them. */
export async function refreshDays(vault: Vault, base: string, fetch: Fetch, now: Date): Promise<void> {
  const { sent_back: days } = (await (await fetched(`${base}/days`, fetch)).json()) as { sent_back: SentBack[] };
  await vault.put('settings', 'days', { at: now.toISOString(), days } satisfies SentBackDays);
}
