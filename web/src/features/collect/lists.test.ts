import { describe, expect, test } from 'vitest';
import { type KeptForm, KeyRefused } from './forms';
import { dropLists, listsOf, refreshLists } from './lists';
import { testVault } from './test_vault';

const HEAD = 'name,label,__version,section,house_no,wished\n';
const NINE = '0b5e8a54-90a1-4a3b-8c61-000000000009,घर 9 · अनुभाग 1,1,1,9,\n';
const TEN = '0b5e8a54-90a1-4a3b-8c61-000000000010,"घर 10 · ""पुराना"", ऊपर",1,1,10,शाम\n';
const FORM = { id: 'follow-up-visit', version: '1', media: [{ name: 'agreed_households.csv', url: '/x' }, { name: 'a.mp3', url: '/y' }] } as KeptForm;
const PLAIN = { id: 'visit', version: '1', media: [] as KeptForm['media'] } as KeptForm;

async function phone() {
  const { shelf, vault } = await testVault();
  await vault.put('forms', 'follow-up-visit 1', FORM);
  await vault.put('forms', 'visit 1', PLAIN);
  return { shelf, vault };
}
const gives = (text: string) => async (address: string) => {
  expect(address).toBe('/b/forms/follow-up-visit/files/agreed_households.csv');
  // The bytes are of this realm, as the browser's are.
  return { ok: true, status: 200, arrayBuffer: async () => new TextEncoder().encode(text).buffer } as Response;
};
const refuses = (status: number) => async () => new Response('', { status });

describe('a list of this phone', () => {
  test('is as the server has it now, and lies nowhere in the clear', async () => {
    const { shelf, vault } = await phone();
    await refreshLists(vault, '/b', gives(HEAD + NINE + TEN));
    expect((await listsOf(vault, FORM)).get('agreed_households.csv')).toContain('घर 9');
    for (const box of shelf.boxes.values()) expect(new TextDecoder().decode(box.bytes)).not.toContain('घर');
    await refreshLists(vault, '/b', gives(HEAD + TEN));
    expect((await listsOf(vault, FORM)).get('agreed_households.csv')).toBe(HEAD + TEN);
  });

  test('stays without a network, and goes with the form and with the key', async () => {
    const { vault } = await phone();
    await refreshLists(vault, '/b', gives(HEAD + NINE));
    const offline = async () => Promise.reject(new TypeError('no network'));
    await expect(refreshLists(vault, '/b', offline)).rejects.toThrow('no network');
    await expect(refreshLists(vault, '/b', refuses(503))).rejects.toThrow('503');
    expect((await listsOf(vault, FORM)).size).toBe(1);
    await expect(refreshLists(vault, '/b', refuses(403))).rejects.toThrow(KeyRefused);
    expect((await listsOf(vault, FORM)).size).toBe(0);
    await refreshLists(vault, '/b', gives(HEAD + NINE));
    await refreshLists(vault, '/b', refuses(404));
    expect((await listsOf(vault, FORM)).size).toBe(0);
    await refreshLists(vault, '/b', gives(HEAD + NINE));
    await dropLists(vault);
    expect((await listsOf(vault, FORM)).size).toBe(0);
  });
});
