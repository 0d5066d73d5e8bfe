import type { Published } from '$lib/api/answers';
import { folded, holds } from './folding';

/** All that an answer says, folded, in both languages. */
function wordsOf(one: Published): string {
  const areas = one.areas.map((area) => `${area.name.en} ${area.name.hi}`).join(' ');
  const figures = one.figures.map((figure) => `${figure.title.en} ${figure.title.hi} ${figure.area.en} ${figure.area.hi}`).join(' ');
  return `${one.words ?? ''} ${folded(`${one.claim.text} ${one.claim.said_by} ${areas} ${figures}`)}`;
}

/** Those that have all the words, the newest first, as they came. */
export function found(answers: Published[], query: string): Published[] {
  return query.trim() === '' ? answers : answers.filter((one) => holds(wordsOf(one), query));
}
