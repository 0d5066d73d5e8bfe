import { describe, expect, it } from 'vitest';
import { filled, indiaToday, seatNumbers, widths } from './progress';

const of = { asked: 8, done: 2, blocked: 4, read: 8, late: 0, not_reported: 2, share_done: 0.25, share_reported: 0.75 };

describe('progress of work', () => {
  it('draws what was done and what is blocked, and leaves the rest empty', () => {
    expect(widths(of)).toEqual({ done: 25, blocked: 50 });
  });
  it('draws nothing where nothing was asked', () => {
    expect(widths({ ...of, asked: 0, done: 0, blocked: 0 })).toEqual({ done: 0, blocked: 0 });
  });
  it('goes by the day in India', () => {
    expect(indiaToday(new Date('2026-11-23T18:29:59Z'))).toBe('2026-11-23');
    expect(indiaToday(new Date('2026-11-23T18:30:00Z'))).toBe('2026-11-24');
  });
  it('reads seat numbers once each and passes over what is none', () => {
    expect(seatNumbers('64, 7,,12 64 x 0')).toEqual([64, 7, 12]);
  });
  it('sends no empty fields', () => {
    const form = new FormData();
    form.set('title', ' a ');
    form.set('words', '  ');
    expect(filled(form, ['title', 'words', 'level'])).toEqual({ title: 'a' });
  });
});
