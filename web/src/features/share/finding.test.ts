import { describe, expect, it } from 'vitest';
import { fitting, messageOf, wrapped, type Finding } from './finding';

const width = (line: string) => line.length;
const finding: Finding = {
  place: '64 Gorakhpur',
  about: 'Lok Sabha 2019 · NDA',
  sentence: 'Won by 25.4 points',
  bars: [{ label: 'BJP', text: '60.5 %', size: 0.605, colour: 'bar-side' }],
  sources: ['results.csv'],
  asOf: '2026-11-23T00:00:00Z',
  method: 'Margin of valid votes',
  synthetic: true
};
const words = { source: 'Source: results.csv', asOf: 'As of 23 November 2026', synthetic: 'Synthetic data' };

describe('a finding to share', () => {
  it('says where its figures come from, as of when and how, and that they are made up', () => {
    expect(messageOf(finding, words)).toBe(
      '[Synthetic data]\n*64 Gorakhpur*\nLok Sabha 2019 · NDA\nWon by 25.4 points\n• BJP: 60.5 %\n\nSource: results.csv\nAs of 23 November 2026\nMargin of valid votes'
    );
  });
  it('does not call real figures made up', () => expect(messageOf({ ...finding, synthetic: false }, words)).not.toContain('Synthetic'));
  it('breaks its lines between words', () => {
    expect(wrapped('one two three', 7, width)).toEqual(['one two', 'three']);
    expect(wrapped('a longestwordever b', 6, width)).toEqual(['a', 'longestwordever', 'b']);
    expect(wrapped('', 6, width)).toEqual([]);
  });
  it('takes the largest type that fits, and cuts at the smallest', () => {
    const lines = (size: number) => wrapped('one two three four', 40 / size, width);
    expect(fitting('x', [8, 4, 2], 2, lines).size).toBe(4);
    expect(fitting('x', [8], 2, lines)).toEqual({ size: 8, lines: ['one', 'two'] });
  });
});
