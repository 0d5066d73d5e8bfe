/** What waits to be sent, and when it is tried again. No network here. */

export interface House {
  section: string;
  number: string;
}

/** A filled form that waits. Its pictures lie under `${id}/${name}`. */
export interface Waiting {
  id: string;
  form: string;
  title: string;
  instance: string;
  xml: string;
  files: string[];
  house: House | null;
  tries: number;
  /** Not before this, in milliseconds since 1970. */
  after: number;
  /** What the server said when it refused it; a person must look. */
  refused: string | null;
}

/** Sealed answers that wait for a moment of their own. */
export interface SealedWaiting {
  id: string;
  body: string;
  tries: number;
  after: number;
  refused: string | null;
}

export type Outcome =
  | { kind: 'sent' }
  | { kind: 'later'; seconds?: number }
  | { kind: 'refused'; message: string }
  | { kind: 'withdrawn' }
  | { kind: 'key' };

const FIRST_SECONDS = 5;
const MOST_SECONDS = 15 * 60;

/** Twice as long each time, up to 15 minutes, between half of that and all of it so that phones of one booth part. */
export function secondsToWait(tries: number, random: number): number {
  const most = Math.min(MOST_SECONDS, FIRST_SECONDS * 2 ** Math.min(tries, 20));
  return most * (0.5 + random / 2);
}

const SEALED_LEAST_MINUTES = 10;
const SEALED_MOST_MINUTES = 240;

/** When sealed answers leave: anywhen within hours, so that their arrival tells nothing of the visit (R15). */
export function momentForSealed(now: number, random: number): number {
  return now + (SEALED_LEAST_MINUTES + random * (SEALED_MOST_MINUTES - SEALED_LEAST_MINUTES)) * 60_000;
}

/**
 * How an answer to a POST is read (OR-44): 201 and 202 alone are success; another 2xx comes from a sign-in page of some
 * network. What the server will never take is not tried again.
 */
export function outcomeOf(status: number, message: string, retryAfter: string | null): Outcome {
  if (status === 201 || status === 202) return { kind: 'sent' };
  if (status === 401 || status === 403) return { kind: 'key' };
  if (status === 410) return { kind: 'withdrawn' };
  if (status === 429 || status === 503) {
    const seconds = Number(retryAfter);
    return seconds > 0 ? { kind: 'later', seconds } : { kind: 'later' };
  }
  if (status >= 400 && status < 500 && status !== 408) return { kind: 'refused', message };
  return { kind: 'later' };
}

/** The first that may be tried now. */
export function nextToTry<One extends { after: number; refused: string | null }>(waiting: One[], now: number): One | null {
  const due = waiting.filter((one) => one.refused === null && one.after <= now);
  return due.reduce<One | null>((first, one) => (first === null || one.after < first.after ? one : first), null);
}

/** Milliseconds until something may be tried; null if nothing waits. */
export function timeUntilNext(waiting: { after: number; refused: string | null }[], now: number): number | null {
  const times = waiting.filter((one) => one.refused === null).map((one) => Math.max(0, one.after - now));
  return times.length === 0 ? null : Math.min(...times);
}

/** After an attempt that brought nothing. */
export function afterFailure<One extends { tries: number; after: number }>(one: One, now: number, random: number, seconds?: number): One {
  return { ...one, tries: one.tries + 1, after: now + (seconds ?? secondsToWait(one.tries, random)) * 1000 };
}
