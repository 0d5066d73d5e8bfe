const letters = new Intl.Segmenter(['hi', 'en'], { granularity: 'grapheme' });

/** A piece of a text, and whether the other text has it at its place. */
export interface Piece {
  text: string;
  differs: boolean;
}

const split = (text: string) => [...letters.segment(text.normalize('NFC'))].map(({ segment }) => segment);
const alike = (a: string | undefined, b: string | undefined) => a?.toLocaleLowerCase() === b?.toLocaleLowerCase();

/** Lengths of the longest common rows of letters, from each place on (the textbook's table). */
function commonLengths(a: string[], b: string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i]![j] = alike(a[i], b[j]) ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    }
  }
  return table;
}

function push(pieces: Piece[], text: string, differs: boolean): void {
  const last = pieces.at(-1);
  if (last?.differs === differs) last.text += text;
  else pieces.push({ text, differs });
}

/** Both texts in pieces, the letters that only one of them has marked. Texts in two scripts have nothing in common to mark. */
export function compareLetters(left: string, right: string): [Piece[], Piece[]] {
  if (scriptOf(left) !== scriptOf(right)) return [[{ text: left, differs: false }], [{ text: right, differs: false }]];
  const [a, b] = [split(left), split(right)];
  const table = commonLengths(a, b);
  const [mine, theirs]: [Piece[], Piece[]] = [[], []];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && alike(a[i], b[j])) {
      push(mine, a[i]!, false);
      push(theirs, b[j]!, false);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && table[i + 1]![j]! >= table[i]![j + 1]!)) {
      push(mine, a[i]!, true);
      i += 1;
    } else {
      push(theirs, b[j]!, true);
      j += 1;
    }
  }
  return [mine, theirs];
}

/** The script of a text's letters; one without letters goes with any. */
function scriptOf(text: string): string {
  if (/[\u0900-\u097f]/.test(text)) return 'devanagari';
  return /\p{L}/u.test(text) ? 'other' : 'devanagari';
}

/** What a key says of a pair, outside of fields. */
export type Wish = 'same' | 'different' | 'unsure' | 'skip' | 'undo';
const WISHES: Record<string, Wish> = { s: 'same', d: 'different', n: 'unsure', j: 'skip', u: 'undo' };
export const wishOf = (key: string): Wish | null => WISHES[key] ?? null;
