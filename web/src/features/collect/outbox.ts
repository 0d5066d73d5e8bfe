import { afterFailure, type House, nextToTry, type Outcome, type SealedWaiting, type Waiting } from './queue';
import { sendForm, sendSealed } from './send';
import type { Fetch } from './forms';
import type { Vault } from './vault';

/** Sends what waits in the device's store. The page does so, and the service worker where the page is closed. */

/** Whoever sends holds this lock; nothing is sent twice at once. */
export const SEND_LOCK = 'boothwise-collect-send';

/** A house that is finished. */
export interface Done {
  id: string;
  house: House;
}

/** What became of one that waited: as it waits now, or null once it has left the phone. */
export type Settled =
  | { kind: 'queue'; id: string; left: Waiting | null; mark: Done | null }
  | { kind: 'sealed'; id: string; left: SealedWaiting | null };

/** How a round ended: nothing is left to send, sealed answers keep a later moment, only another try can bring it, or a key that no longer opens. */
export type RoundEnd = 'done' | 'waiting' | 'later' | 'key';

interface Round {
  vault: Vault;
  base: string;
  fetch: Fetch;
  /** True: filled forms go whatever moment they were put off to. Sealed answers always keep theirs (R15). */
  atOnce: boolean;
  onsettled?: (settled: Settled) => void;
}

const isGone = (outcome: Outcome) => outcome.kind === 'sent' || outcome.kind === 'withdrawn';

function putOff<One extends { tries: number; after: number; refused: string | null }>(one: One, outcome: Outcome): One {
  if (outcome.kind === 'refused') return { ...one, refused: outcome.message };
  return afterFailure(one, Date.now(), Math.random(), outcome.kind === 'later' ? outcome.seconds : undefined);
}

async function sendFilled({ vault, base, fetch, onsettled }: Round, one: Waiting): Promise<Outcome> {
  const parts = await Promise.all(one.files.map(async (name) => ({ name, bytes: (await vault.getBytes('files', `${one.id}/${name}`)) ?? new ArrayBuffer(0) })));
  const outcome = await sendForm(base, one.xml, parts, fetch);
  if (isGone(outcome)) {
    // Sent answers leave the phone; the mark at the house stays.
    const mark: Done | null = one.house && outcome.kind === 'sent' ? { id: one.id, house: one.house } : null;
    const files = one.files.map((name): ['files', string] => ['files', `${one.id}/${name}`]);
    await vault.change(mark ? [{ kind: 'done', id: mark.id, value: mark }] : [], [['queue', one.id], ...files]);
    onsettled?.({ kind: 'queue', id: one.id, left: null, mark });
    return outcome;
  }
  const left = putOff(one, outcome);
  await vault.put('queue', one.id, left);
  onsettled?.({ kind: 'queue', id: one.id, left, mark: null });
  return outcome;
}

async function sendBox({ vault, base, fetch, onsettled }: Round, one: SealedWaiting): Promise<Outcome> {
  const outcome = await sendSealed(base, one.body, fetch);
  const left = isGone(outcome) ? null : putOff(one, outcome);
  if (left) await vault.put('sealed', one.id, left);
  else await vault.remove('sealed', one.id);
  onsettled?.({ kind: 'sealed', id: one.id, left });
  return outcome;
}

/** Each of those that are due once, one after the other. REQUIRES: SEND_LOCK is held. */
export async function sendDue(round: Round): Promise<RoundEnd> {
  let end: RoundEnd = 'done';
  const each = async <One extends { id: string; after: number; refused: string | null }>(waiting: One[], send: (round: Round, one: One) => Promise<Outcome>) => {
    for (let left = waiting, one = nextToTry(left, Date.now()); one && end !== 'key'; one = nextToTry(left, Date.now())) {
      const { id } = one;
      const { kind } = await send(round, one);
      if (kind === 'key') end = 'key';
      else if (kind === 'later') end = 'later';
      left = left.filter((other) => other.id !== id);
    }
  };
  const filled = await round.vault.all<Waiting>('queue');
  await each(round.atOnce ? filled.map((one) => ({ ...one, after: 0 })) : filled, sendFilled);
  await each(await round.vault.all<SealedWaiting>('sealed'), sendBox);
  if (end !== 'done') return end;
  const sealed = await round.vault.all<SealedWaiting>('sealed');
  return sealed.some((one) => one.refused === null) ? 'waiting' : 'done';
}
