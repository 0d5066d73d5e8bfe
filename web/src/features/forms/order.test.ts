import type { Question } from '$lib/api/forms';
import { describe, expect, test } from 'vitest';
import { landingOf, moveTo, placesOf, stepOf } from './order';

const text = (name: string): Question => ({ name, type: 'text' });
const group = (name: string, ...questions: Question[]): Question => ({ name, type: 'group', questions });
/** a, G(b, c), d: rows 0 to 4. */
const form = () => [text('a'), group('G', text('b'), text('c')), text('d')];
const written = (questions: Question[]): string => questions.map((one) => (one.questions ? `${one.name}(${written(one.questions)})` : one.name)).join(' ');

function dragged(name: string, over: number, lower: boolean): string {
  const questions = form();
  const places = placesOf(questions);
  const place = places.find((one) => one.question.name === name)!;
  const to = landingOf(places, place.question, over, lower);
  if (to) moveTo(place, to);
  return to ? written(questions) : 'nowhere';
}

function stepped(name: string, by: -1 | 1): string {
  const questions = form();
  const places = placesOf(questions);
  const place = places.find((one) => one.question.name === name)!;
  const to = stepOf(places, place, by);
  if (to) moveTo(place, to);
  return to ? written(questions) : 'nowhere';
}

describe('dragging a question', () => {
  test('lands before a row in its upper half and after it in its lower', () => {
    expect(dragged('d', 0, false)).toBe('d a G(b c)');
    expect(dragged('d', 0, true)).toBe('a d G(b c)');
    expect(dragged('a', 4, true)).toBe('G(b c) d a');
  });

  test('goes into a group and out of it', () => {
    expect(dragged('a', 1, true)).toBe('G(a b c) d');
    expect(dragged('a', 3, true)).toBe('G(b c a) d');
    expect(dragged('b', 4, false)).toBe('a G(c) b d');
  });

  test('is last of all below the last row', () => {
    expect(dragged('b', 5, false)).toBe('a G(c) d b');
  });

  test('stays where it is over itself, and a group over its own parts', () => {
    expect(dragged('a', 0, true)).toBe('nowhere');
    expect(dragged('G', 2, false)).toBe('nowhere');
  });

  test('loses no question and doubles none, wherever it goes', () => {
    for (const name of ['a', 'G', 'b', 'c', 'd']) {
      for (let over = 0; over <= 5; over += 1) {
        for (const lower of [false, true]) {
          const after = dragged(name, over, lower);
          if (after !== 'nowhere') expect(after.replace(/[^A-Za-z]/g, '').split('').sort().join('')).toBe('Gabcd');
        }
      }
    }
  });
});

describe('moving a question by its buttons', () => {
  test('passes a neighbour', () => {
    expect(stepped('b', 1)).toBe('a G(c b) d');
    expect(stepped('c', -1)).toBe('a G(c b) d');
  });

  test('enters a group that is the neighbour and leaves it at its ends', () => {
    expect(stepped('a', 1)).toBe('G(a b c) d');
    expect(stepped('d', -1)).toBe('a G(b c d)');
    expect(stepped('b', -1)).toBe('a b G(c) d');
    expect(stepped('c', 1)).toBe('a G(b) c d');
  });

  test('passes whole groups with a group', () => {
    expect(stepped('G', -1)).toBe('G(b c) a d');
    const questions = [group('G', text('b')), group('H', text('c'))];
    const places = placesOf(questions);
    moveTo(places[0]!, stepOf(places, places[0]!, 1)!);
    expect(written(questions)).toBe('H(c) G(b)');
  });

  test('ends at the ends of the form', () => {
    expect(stepped('a', -1)).toBe('nowhere');
    expect(stepped('d', 1)).toBe('nowhere');
  });
});
