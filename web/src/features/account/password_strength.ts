/** How good a password that is being chosen is: 0 too short to be taken, 1 weak, 2 fair, 3 good, 4 very good. */
export type Strength = 0 | 1 | 2 | 3 | 4;

const LEAST = 12;
const GOOD = 16;
const VERY_GOOD = 20;
/** Fewer different characters than this are mostly one that is held down, or two by turns. */
const DISTINCT_LEAST = 6;

/**
 * By length, which is what makes guessing dear, of what is left when each run of the same character, or of characters that follow
 * one another (abcd, 1234), counts once. Whether many choose it only the server knows, which refuses it (docs/security.md).
 */
export function passwordStrength(password: string): Strength {
  const characters = [...password];
  if (characters.length < LEAST) return 0;
  if (new Set(characters).size < DISTINCT_LEAST) return 1;
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const telling = codes.filter((code, at) => at === 0 || Math.abs(code - codes[at - 1]!) > 1).length;
  if (telling < LEAST - 2) return 1;
  if (telling < GOOD) return 2;
  return telling < VERY_GOOD ? 3 : 4;
}
