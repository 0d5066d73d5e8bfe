/** Names inside hexagons: whole letters, on two lines where one is too long, never too small to read. */

const SIZE_MOST = 14;
const SIZE_LEAST = 8.5;
/** Average width of a written letter in parts of the type size; Devanagari signs above and below take none. */
const LETTER_WIDTH = 0.6;
const LINE_LETTERS = 9;
/** Where a long place name falls into two parts by itself. */
const ENDINGS = ['nagar', 'ganj', 'pur', 'garh', 'abad', 'नगर', 'गंज', 'पुर', 'गढ़'];

const letters = new Intl.Segmenter(['hi', 'en'], { granularity: 'grapheme' });

function lettersOf(text: string): string[] {
  return [...letters.segment(text)].map(({ segment }) => segment);
}

export function letterCount(text: string): number {
  return lettersOf(text).length;
}

/** One line, or two; together they read as the name (its first two words), so that what is seen is what is said. */
export function labelLines(name: string): string[] {
  if (letterCount(name) <= LINE_LETTERS) return [name];
  const [first = '', second] = name.split(' ');
  return second === undefined ? halves(first) : [`${first} `, second];
}

function halves(word: string): string[] {
  const ending = ENDINGS.find((candidate) => word.endsWith(candidate));
  if (ending) return [word.slice(0, -ending.length), ending];
  const parts = lettersOf(word);
  const middle = Math.ceil(parts.length / 2);
  return [parts.slice(0, middle).join(''), parts.slice(middle).join('')];
}

/** The largest type in which the longest line fits between the sides, `room` being half their distance. */
export function labelSize(name: string, room: number): number {
  const longest = Math.max(...labelLines(name).map((line) => letterCount(line.trim())), 1);
  return Math.max(SIZE_LEAST, Math.min(SIZE_MOST, (room * 2) / (longest * LETTER_WIDTH)));
}
