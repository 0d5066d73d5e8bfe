import { expect, test } from 'vitest';
import { momentOf, versionWords } from './version';

test('a version made here is read as its moment, in the time of India', () => {
  expect(momentOf('20261130011445')).toBe('2026-11-30T01:14:45Z');
  expect(versionWords('20261130011445')).toContain('06:44');
});

test('a version of another tool stays as that named it', () => {
  for (const version of ['1', '2026.1', '20269930011445', '202611300114451']) {
    expect(momentOf(version)).toBeNull();
    expect(versionWords(version)).toBe(version);
  }
});
