/** Names inside hexagons: whole letters, two lines where there are two words, never too small to read. */

const SIZE_MOST = 14;
const SIZE_LEAST = 9.5;
/** Average width of a written letter in parts of the type size; Devanagari signs above and below take none. */
const LETTER_WIDTH = 0.6;
const LETTERS_MOST = 11;

const letters = new Intl.Segmenter(['hi', 'en'], { granularity: 'grapheme' });

export function letterCount(text: string): number {
  return [...letters.segment(text)].length;
}

/** At most two lines; a word of more letters than fit is cut between letters and marked. */
export function labelLines(name: string): string[] {
  const words = letterCount(name) > 8 ? name.split(' ').slice(0, 2) : [name];
  return words.map((word) => {
    const parts = [...letters.segment(word)].map(({ segment }) => segment);
    return parts.length > LETTERS_MOST ? `${parts.slice(0, LETTERS_MOST - 1).join('')}…` : word;
  });
}

/** The largest type in which the longest line fits between the sides, `room` being half their distance. */
export function labelSize(name: string, room: number): number {
  const longest = Math.max(...labelLines(name).map(letterCount), 1);
  return Math.max(SIZE_LEAST, Math.min(SIZE_MOST, (room * 2) / (longest * LETTER_WIDTH)));
}
