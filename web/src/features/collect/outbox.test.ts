import { describe, expect, test, vi } from 'vitest';
import { sendDue, type Settled } from './outbox';
import type { SealedWaiting, Waiting } from './queue';
import { testVault } from './test_vault';
import type { Vault } from './vault';

const HOUR = 3_600_000;
const filled = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  id, form: 'help', title: 'मदद', instance: `uuid:${id}`, xml: `<data>${id}</data>`, files: [], house: null, tries: 0, after: 0, refused: null, ...more
});
const box = (id: string, after: number): SealedWaiting => ({ id, body: `{"box":"${id}"}`, tries: 0, after, refused: null });

/** A server that takes all but what its answer says; `asked` lists what was posted. */
function server(answer: (address: string, body: unknown) => Response = () => new Response('', { status: 201 })) {
  const asked: string[] = [];
  const fetch = vi.fn(async (address: string, init?: RequestInit) => {
    if (init?.method === 'HEAD') return new Response(null, { status: 204 });
    asked.push(address);
    return answer(address, init?.body);
  });
  return { asked, fetch };
}
const ids = async (vault: Vault) => [...(await vault.ids('queue')), ...(await vault.ids('sealed'))];

describe('the outbox', () => {
  test('sends each that waits once, marks its house, and leaves nothing of it on the phone', async () => {
    const { vault } = await testVault();
    await vault.put('queue', 'a', filled('a', { house: { section: '1', number: '12' }, files: ['p.jpg'] }));
    await vault.put('files', 'a/p.jpg', 'a picture');
    const { asked, fetch } = server();
    const settled: Settled[] = [];
    expect(await sendDue({ vault, base: '/openrosa/key/k', fetch, atOnce: false, onsettled: (one) => settled.push(one) })).toBe('done');
    expect(asked).toEqual(['/openrosa/key/k/submission']);
    expect(await ids(vault)).toEqual([]);
    expect(await vault.ids('files')).toEqual([]);
    expect(await vault.all('done')).toEqual([{ id: 'a', house: { section: '1', number: '12' } }]);
    expect(settled).toMatchObject([{ kind: 'queue', id: 'a', left: null }]);
  });

  test('in the background sends what was put off, but sealed answers only at their moment', async () => {
    const { vault } = await testVault();
    await vault.put('queue', 'a', filled('a', { after: Date.now() + HOUR }));
    await vault.put('sealed', 'due', box('due', Date.now() - 1));
    await vault.put('sealed', 'later', box('later', Date.now() + HOUR));
    const { asked, fetch } = server();
    expect(await sendDue({ vault, base: '', fetch, atOnce: false })).toBe('waiting');
    expect(asked).toEqual(['/sealed']);
    // The browser is asked to wake it again for the one whose moment comes.
    expect(await sendDue({ vault, base: '', fetch, atOnce: true })).toBe('waiting');
    expect(asked).toEqual(['/sealed', '/submission']);
    expect(await ids(vault)).toEqual(['later']);
    await vault.put('sealed', 'later', box('later', Date.now() - 1));
    expect(await sendDue({ vault, base: '', fetch, atOnce: true })).toBe('done');
    expect(await ids(vault)).toEqual([]);
  });

  test('keeps what the network lost and asks for another try', async () => {
    const { vault } = await testVault();
    await vault.put('queue', 'a', filled('a'));
    const { fetch } = server(() => new Response('', { status: 503 }));
    expect(await sendDue({ vault, base: '', fetch, atOnce: true })).toBe('later');
    expect(await vault.get<Waiting>('queue', 'a')).toMatchObject({ tries: 1, refused: null });
  });

  test('keeps what the server refused with its reason, tries it no more, and goes on', async () => {
    const { vault } = await testVault();
    await vault.put('queue', 'a', filled('a'));
    await vault.put('queue', 'b', filled('b', { after: 1 }));
    const { asked, fetch } = server(() => (asked.length === 1 ? new Response('<OpenRosaResponse><message>यह फ़ॉर्म बंद है</message></OpenRosaResponse>', { status: 409 }) : new Response('', { status: 201 })));
    expect(await sendDue({ vault, base: '', fetch, atOnce: true })).toBe('done');
    expect(await ids(vault)).toEqual(['a']);
    expect((await vault.get<Waiting>('queue', 'a'))?.refused).toBe('यह फ़ॉर्म बंद है');
    await sendDue({ vault, base: '', fetch, atOnce: true });
    expect(asked).toHaveLength(2);
  });

  test('stops at a key that no longer opens; everything stays', async () => {
    const { vault } = await testVault();
    for (const id of ['a', 'b']) await vault.put('queue', id, filled(id));
    const { asked, fetch } = server(() => new Response('', { status: 403 }));
    expect(await sendDue({ vault, base: '', fetch, atOnce: true })).toBe('key');
    expect(asked).toHaveLength(1);
    expect(await ids(vault)).toEqual(['a', 'b']);
  });
});
