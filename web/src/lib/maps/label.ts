/** Names inside hexagons: whole letters, on two lines where one is too long, never too small to read. */

const SIZE_MOST = 14;
const SIZE_LEAST = 8.5;
/** Average width of a written letter in parts of the type size, and how many a line holds, by script. */
const SCRIPTS = { devanagari: { width: 0.74, most: 7 }, latin: { width: 0.6, most: 9 } };
/** Where a long place name falls into two parts by itself. */
const ENDINGS = ['nagar', 'ganj', 'pur', 'garh', 'abad', 'नगर', 'गंज', 'पुर', 'गढ़'];

const letters = new Intl.Segmenter(['hi', 'en'], { granularity: 'grapheme' });

function lettersOf(text: string): string[] {
  return [...letters.segment(text)].map(({ segment }) => segment);
}

function scriptOf(text: string): { width: number; most: number } {
  return /[\u0900-\u097f]/.test(text) ? SCRIPTS.devanagari : SCRIPTS.latin;
}

export function letterCount(text: string): number {
  return lettersOf(text).length;
}

/** One line, or two; together they read as the name (its first two words), so that what is seen is what is said. */
export function labelLines(name: string): string[] {
  const [first = '', second] = name.split(' ');
  const most = scriptOf(name).most - (second === undefined ? 0 : 2);
  if (letterCount(name) <= most) return [name];
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
  return Math.max(SIZE_LEAST, Math.min(SIZE_MOST, (room * 2) / (longest * scriptOf(name).width)));
}
