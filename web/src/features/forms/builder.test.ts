import { describe, expect, test } from 'vitest';
import { cleaned, freshName, newQuestion } from './builder.svelte';
import { placesOf } from './order';

describe('a form being made', () => {
  test('lists questions in order with their depth', () => {
    const places = placesOf([{ name: 'a', type: 'group', questions: [{ name: 'b', type: 'text' }] }, { name: 'c', type: 'text' }]);
    expect(places.map((place) => [place.question.name, place.depth, place.at])).toEqual([
      ['a', 0, 0],
      ['b', 1, 0],
      ['c', 0, 1]
    ]);
  });

  test('gives each new question a name of its own', () => {
    expect(freshName(['text_1', 'text_2'], 'text')).toBe('text_3');
    expect(newQuestion([], 'consent')).toMatchObject({ purpose: 'schemes', required: true });
    expect(newQuestion([], 'calculate').label).toBeUndefined();
  });

  test('leaves out what is empty but keeps words that are still missing', () => {
    const sent = cleaned({ name: 'a', type: 'text', label: { hi: '', en: '' }, hint: { hi: '', en: '' }, default: '', relevant: { all: [{ question: '', is: '=' }] } });
    expect(sent).toEqual({ name: 'a', type: 'text', label: { hi: '', en: '' } });
  });

  test('names a notice only where one is shown', () => {
    expect(cleaned({ name: 'a', type: 'note', label: { hi: 'क', en: 'a' }, notice: 'household/1', shows: 'footer' }).notice).toBeUndefined();
    expect(cleaned({ name: 'a', type: 'note', label: { hi: 'क', en: 'a' }, notice: 'household/1', shows: 'notice' }).notice).toBe('household/1');
  });

  test('keeps conditions that name a question', () => {
    const relevant = { any: [{ question: 'b', is: '=' as const, value: 'yes' }] };
    expect(cleaned({ name: 'a', type: 'text', relevant }).relevant).toEqual(relevant);
  });
});
