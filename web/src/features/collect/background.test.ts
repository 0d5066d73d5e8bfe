import { beforeEach, describe, expect, test, vi } from 'vitest';
import { lookWhileAwake, sendInBackground } from './background';
import type { SealedWaiting } from './queue';
import { testVault } from './test_vault';
import type { Vault } from './vault';

let vault: Vault;
let collects = true;
vi.mock('./shelf', () => ({ openVault: async () => vault, hasVault: async () => collects }));

const KEY = 'a'.repeat(64);
const HOUR = 3_600_000;
const box = (id: string, after: number): SealedWaiting => ({ id, body: `{"box":"${id}"}`, tries: 0, after, refused: null });

/** What a service worker has and jsdom has not: a lock, a channel, a server. */
function serviceWorker(answer: () => Response): string[] {
  const asked: string[] = [];
  vi.stubGlobal('navigator', { locks: { request: async (_name: string, _how: unknown, work: (lock: object) => Promise<void>) => work({}) } });
  vi.stubGlobal('BroadcastChannel', class {
    postMessage() {}
    close() {}
  });
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    return answer();
  });
  return asked;
}

beforeEach(async () => {
  ({ vault } = await testVault());
  await vault.put('settings', 'key', KEY);
});

describe('with no page open', () => {
  test('a sealed answer leaves at the first waking after its moment, and not before', async () => {
    const asked = serviceWorker(() => new Response('', { status: 201 }));
    await vault.put('sealed', 'a', box('a', Date.now() + HOUR));
    // An error is how the browser is asked for another waking.
    await expect(sendInBackground()).rejects.toThrow('not sent yet');
    expect(asked).toEqual([]);
    await vault.put('sealed', 'a', box('a', Date.now() - 1));
    await sendInBackground();
    expect(asked).toEqual([`/openrosa/key/${KEY}/sealed`]);
    expect(await vault.ids('sealed')).toEqual([]);
  });

  test('what the network lost is asked for again, and nothing is lost', async () => {
    serviceWorker(() => new Response('', { status: 503 }));
    await vault.put('sealed', 'a', box('a', Date.now() - 1));
    await expect(sendInBackground()).rejects.toThrow('not sent yet');
    expect((await vault.get<SealedWaiting>('sealed', 'a'))?.tries).toBe(1);
  });

  test('another page of the app is a waking too, once in ten minutes', async () => {
    const asked = serviceWorker(() => new Response('', { status: 201 }));
    await vault.put('sealed', 'a', box('a', Date.now() - 1));
    await lookWhileAwake(HOUR);
    expect(asked).toHaveLength(1);
    await vault.put('sealed', 'b', box('b', Date.now() - 1));
    await lookWhileAwake(HOUR + 60_000);
    expect(asked).toHaveLength(1);
    await lookWhileAwake(HOUR + 11 * 60_000);
    expect(asked).toHaveLength(2);
  });

  test('a device that never collected is left as it is', async () => {
    const asked = serviceWorker(() => new Response('', { status: 201 }));
    collects = false;
    await vault.put('sealed', 'a', box('a', Date.now() - 1));
    await lookWhileAwake(2 * HOUR);
    collects = true;
    expect(asked).toEqual([]);
  });

  test('a phone without a key sends nothing', async () => {
    const asked = serviceWorker(() => new Response('', { status: 201 }));
    await vault.remove('settings', 'key');
    await vault.put('sealed', 'a', box('a', Date.now() - 1));
    await sendInBackground();
    expect(asked).toEqual([]);
  });
});
