import { describe, expect, it } from 'vitest';
import { bytes, chance, count, date, dateTime, decimal, percent, points, shortCount, signedCount, UNKNOWN } from './format';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('count', () => {
  it('groups digits as India does, in Latin digits in both languages', () => {
    expect(count(1234567, 'hi')).toBe('12,34,567');
    expect(count(1234567, 'en')).toBe('12,34,567');
  });
  it('tells a missing number as missing, and zero as zero', () => {
    expect(count(null, 'hi')).toBe(UNKNOWN);
    expect(count(0, 'hi')).toBe('0');
  });
});

describe('signed numbers', () => {
  it('carry a true minus or a plus', () => {
    expect(signedCount(-22417, 'hi')).toBe('−22,417');
    expect(signedCount(65090, 'en')).toBe('+65,090');
  });
  it('give zero no sign, also where it is only rounded to zero', () => {
    expect(points(0, 'hi')).toBe('0.0');
    expect(points(-0.04, 'hi')).toBe('0.0');
    expect(points(-1.84, 'hi')).toBe('−1.8');
  });
});

describe('short counts', () => {
  it('name lakh and crore with one decimal', () => {
    expect(plain(shortCount(130000, 'hi'))).toBe('1.3 लाख');
    expect(plain(shortCount(130000, 'en'))).toBe('1.3 lakh');
    expect(plain(shortCount(43897649, 'hi'))).toBe('4.4 करोड़');
  });
  it('stay whole below a lakh and keep their sign', () => {
    expect(shortCount(99999, 'hi')).toBe('99,999');
    expect(plain(shortCount(-250000, 'en'))).toBe('−2.5 lakh');
  });
});

describe('percent', () => {
  it('takes a fraction and keeps a space before the sign', () => {
    expect(plain(percent(0.483, 'hi'))).toBe('48.3 %');
    expect(percent(null, 'en')).toBe(UNKNOWN);
  });
});

describe('dates', () => {
  it('are written out in words, in Indian time', () => {
    expect(date('2026-11-23T10:00:00Z', 'hi')).toBe('23 नवंबर 2026');
    expect(date('2026-11-23', 'en')).toBe('23 November 2026');
    expect(dateTime('2026-11-23T20:00:00Z', 'hi')).toBe('24 नवंबर 2026, 01:30');
  });
  it('that are missing or unreadable show as unknown', () => {
    expect(date(null, 'hi')).toBe(UNKNOWN);
    expect(date('soon', 'hi')).toBe(UNKNOWN);
  });
});

describe('bytes', () => {
  it('rise to the unit that fits', () => {
    expect(plain(bytes(532, 'en'))).toBe('532 B');
    expect(plain(bytes(283707, 'en'))).toBe('283.7 kB');
  });
});

describe('chances and plain decimals', () => {
  it('say how little it is instead of nothing', () => {
    expect(plain(chance(0.0002, 'hi'))).toBe('< 0.1 %');
    expect(plain(chance(0.35, 'en'))).toBe('35.0 %');
    expect(plain(chance(1, 'en'))).toBe('> 99.9 %');
    expect(plain(chance(0.99905, 'hi'))).toBe('> 99.9 %');
    expect(chance(null, 'en')).toBe(UNKNOWN);
  });
  it('carry no plus, and as many digits as asked for', () => {
    expect(decimal(12.34, 'hi')).toBe('12.3');
    expect(decimal(-3, 'en', 0)).toBe('−3');
    expect(decimal(null, 'en')).toBe(UNKNOWN);
  });
});
