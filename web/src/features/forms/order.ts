import type { Question } from '$lib/api/forms';

/** A question where it stands. */
export interface Place {
  question: Question;
  depth: number;
  list: Question[];
  at: number;
}

/** Every question in the form's order. */
export function placesOf(questions: Question[], depth = 0): Place[] {
  return questions.flatMap((question, at) => [{ question, depth, list: questions, at }, ...(question.questions ? placesOf(question.questions, depth + 1) : [])]);
}

/** Where a moved question comes to stand: before what is `at` in `list`, as seen before it is taken out. */
export interface Landing {
  list: Question[];
  at: number;
  depth: number;
}

function insideOf(question: Question): Question[] {
  return [question, ...placesOf(question.questions ?? []).map((place) => place.question)];
}

/**
 * Where what is dragged lands: over the upper half of a row before it, over the lower half after it, or, where the row is
 * a group's, first inside. Below the last row it is last of all. Null over itself and its own parts.
 */
export function landingOf(places: Place[], dragged: Question, over: number, lower: boolean): Landing | null {
  const place = places[over];
  if (!place) return places[0] ? { list: places[0].list, at: places[0].list.length, depth: 0 } : null;
  if (insideOf(dragged).includes(place.question)) return null;
  if (lower && place.question.questions) return { list: place.question.questions, at: 0, depth: place.depth + 1 };
  return { list: place.list, at: place.at + (lower ? 1 : 0), depth: place.depth };
}

/**
 * Where one step up or down leads, as the buttons do it: past a neighbour, into a group that is one, out of the group at
 * its ends. Groups do not go into groups by a step. Null at either end of the form.
 */
export function stepOf(places: Place[], place: Place, by: -1 | 1): Landing | null {
  const { list, at, depth, question } = place;
  const neighbour = list[at + by];
  if (neighbour?.questions && !question.questions) return { list: neighbour.questions, at: by === 1 ? 0 : neighbour.questions.length, depth: depth + 1 };
  if (neighbour) return { list, at: by === 1 ? at + 2 : at - 1, depth };
  const outer = places.find((one) => one.question.questions === list);
  return outer ? { list: outer.list, at: outer.at + (by === 1 ? 1 : 0), depth: outer.depth } : null;
}

/** Puts a question where it lands. */
export function moveTo(place: Place, to: Landing): void {
  const at = place.list === to.list && place.at < to.at ? to.at - 1 : to.at;
  const [one] = place.list.splice(place.at, 1);
  if (one) to.list.splice(at, 0, one);
}
