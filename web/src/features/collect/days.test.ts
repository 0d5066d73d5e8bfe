import { describe, expect, test } from 'vitest';
import { refreshDays, type SentBackDays } from './days';
import { testVault } from './test_vault';

describe('days that were sent back', () => {
  const answer = (days: unknown[]) => async () => Response.json({ sent_back: days });

  test('stay on the phone for when there is no network, until the server says otherwise', async () => {
    const { vault, shelf } = await testVault();
    const day = { day: '2026-11-27', reason: 'घर 12 और 14 में जवाब एक जैसे हैं', decided_at: '2026-11-28T10:00:00Z' };
    await refreshDays(vault, '', answer([day]), new Date('2026-11-29T06:00:00Z'));
    await expect(refreshDays(vault, '', () => Promise.reject(new TypeError('offline')), new Date())).rejects.toThrow();
    expect(await vault.get<SentBackDays>('settings', 'days')).toEqual({ at: '2026-11-29T06:00:00.000Z', days: [day] });
    expect([...shelf.boxes.values()].some((one) => new TextDecoder().decode(one.bytes).includes('घर 12'))).toBe(false);
    await refreshDays(vault, '', answer([]), new Date('2026-11-30T06:00:00Z'));
    expect((await vault.get<SentBackDays>('settings', 'days'))?.days).toEqual([]);
  });
});
