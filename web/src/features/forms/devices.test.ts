import type { Device } from '$lib/api/forms';
import { expect, test } from 'vitest';
import { daysLeft, openFirst } from './devices';

const device = (id: string, open: boolean, ends_at: string, revoked_at: string | null = null): Device => ({
  device: id, title: id, unit: 1, ac: null, part: '', forms: [], made_at: '2026-11-01T00:00:00Z', ends_at, revoked_at, seen_at: null, open
});

test('the last day that was begun counts as a day', () => {
  const now = Date.parse('2026-11-29T12:00:00Z');
  expect(daysLeft('2026-11-30T11:00:00Z', now)).toBe(1);
  expect(daysLeft('2026-12-06T12:00:00Z', now)).toBe(7);
  expect(daysLeft('2026-11-01T00:00:00Z', now)).toBe(0);
});

test('keys that end soonest stand first, ended ones last', () => {
  const list = openFirst([
    device('old', false, '2026-11-01T00:00:00Z'),
    device('late', true, '2027-01-01T00:00:00Z'),
    device('taken', false, '2027-01-01T00:00:00Z', '2026-11-20T00:00:00Z'),
    device('soon', true, '2026-12-01T00:00:00Z')
  ]);
  expect(list.map((one) => one.device)).toEqual(['soon', 'late', 'taken', 'old']);
});
