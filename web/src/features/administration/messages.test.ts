import type { MessageCount, MessagesAnswer } from '$lib/api/administration';
import { preferences } from '$lib/state/preferences.svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { byState, leadOf, pieces, whyText, WHYS } from './messages';

const count = (kind: MessageCount['kind'], state: MessageCount['state'], messages: number, parts = messages): MessageCount => ({ kind, state, messages, parts });
const answer = (way: MessagesAnswer['way'], counts: MessageCount[] = []): MessagesAnswer => ({ way, settings: null, counts, newest: [] });

afterEach(() => {
  preferences.language = 'hi';
});

describe('messages by state', () => {
  it('are summed over their kinds, in the order of a message’s way', () => {
    const sums = byState([count('reminder', 'sent', 1000, 2000), count('invitation', 'sent', 34), count('reminder', 'failed', 2), count('reminder', 'waiting', 5)]);
    expect(sums.map(({ state, messages, parts, kinds }) => [state, messages, parts, kinds.length])).toEqual([
      ['waiting', 5, 5, 1],
      ['sent', 1034, 2034, 2],
      ['failed', 2, 2, 1]
    ]);
  });
  it('leave out states that no message is in', () => expect(byState([count('reminder', 'sent', 0)])).toEqual([]));
});

describe('the page’s sentence', () => {
  it('says first that nothing goes out', () => {
    preferences.language = 'en';
    const counts = [count('reminder', 'failed', 1)];
    expect(leadOf(answer('none', counts))).toContain('No text message goes out');
    expect(leadOf(answer('file', counts))).toContain('Dry run');
  });
  it('counts what did not arrive, and is content where all did', () => {
    preferences.language = 'en';
    expect(leadOf(answer('http'))).toContain('No message');
    expect(leadOf(answer('http', [count('reminder', 'sent', 123456)]))).toBe('1,23,456 messages sent, nothing wrong');
    expect(leadOf(answer('http', [count('reminder', 'sent', 7), count('escalation', 'uncertain', 2)]))).toBe('7 messages sent; 0 did not go out, 2 are not known');
  });
});

describe('why a message is where it is', () => {
  it('is told in words for each of our own codes', () => {
    for (const language of ['hi', 'en'] as const) {
      preferences.language = language;
      for (const why of WHYS) expect([why, whyText(why)?.includes('sms.')]).toEqual([why, false]);
    }
  });
  it('tells a refusal, a busy provider and a broken one apart', () => {
    preferences.language = 'en';
    expect(whyText('403')).toContain('refused it (code 403)');
    expect(whyText('429')).toContain('busy (code 429)');
    expect(whyText('503')).toContain('busy (code 503)');
    expect(whyText('500')).toContain('fault (code 500)');
    expect(whyText('')).toBeNull();
  });
});

describe('a registered text', () => {
  it('shows in each place what fills it, in order', () => {
    preferences.language = 'en';
    const text = pieces({ use: 'reminder', language: 'hi', id: '1', text: '{#var#}: {#var#} काम शेष।', variables: [{ name: 'title', letters_most: 30 }, { name: 'count', letters_most: 30 }], parts_most: 2 });
    expect(text).toEqual([
      { text: 'name of the work or session', fills: true },
      { text: ': ', fills: false },
      { text: 'how many tasks', fills: true },
      { text: ' काम शेष।', fills: false }
    ]);
  });
});
