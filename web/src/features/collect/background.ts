import { baseOf } from './key';
import { refreshLists } from './lists';
import { SEND_LOCK, sendDue } from './outbox';
import { hasVault, openVault } from './shelf';

/**
 * Sending with no page open (Background Sync, where a browser has it; elsewhere the page sends as soon as it is opened).
 * The store stays as it is: the device's key lies in IndexedDB as a key that can be used and never read out, for the
 * service worker as for the page.
 */
export const SYNC_TAG = 'boothwise-collect-send';
/** Tells open pages that the store has changed under them. */
export const CHANGED_CHANNEL = 'boothwise-collect-changed';
/** Sealed answers wait for moments of their own; a browser that lets an installed app do so looks after this long. */
const PERIOD_MS = 4 * 3_600_000;

interface SyncRegistration extends ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
  readonly periodicSync?: { register(tag: string, options: { minInterval: number }): Promise<void> };
}

/** Asks the browser to wake the service worker once there is a network. Where it may not, nothing is lost: the page sends. */
export async function askToSend(): Promise<void> {
  const registration = (await navigator.serviceWorker?.ready) as SyncRegistration | undefined;
  await registration?.sync?.register(SYNC_TAG).catch(() => null);
  await registration?.periodicSync?.register(SYNC_TAG, { minInterval: PERIOD_MS }).catch(() => null);
}

/**
 * In the service worker. Errors: what could not be sent yet, so that the browser wakes it again; sealed answers whose
 * moment has not come are such, and leave at a waking after it.
 */
export async function sendInBackground(): Promise<void> {
  const vault = await openVault();
  const key = await vault.get<string>('settings', 'key');
  if (!key) return;
  const base = baseOf(key);
  await navigator.locks.request(SEND_LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) throw new Error('a page is sending');
    const end = await sendDue({ vault, base, fetch, atOnce: true });
    const channel = new BroadcastChannel(CHANGED_CHANNEL);
    channel.postMessage(end);
    channel.close();
    // Whoever took back that she may be visited again leaves the phone as soon as it is online, its page open or not.
    if (end !== 'key') await refreshLists(vault, base, fetch).catch(() => null);
    if (end === 'later' || end === 'waiting') throw new Error('not sent yet');
  });
}

/** A service worker that is awake for another page may look after this long whether something has come due meanwhile. */
const LOOK_MS = 10 * 60_000;
let looked = 0;

/** In the service worker, whatever woke it. Nothing is asked of the browser, and nothing fails. */
export async function lookWhileAwake(now: number): Promise<void> {
  if (now - looked < LOOK_MS) return;
  looked = now;
  if (await hasVault()) await sendInBackground().catch(() => null);
}
