import { describe, expect, it } from 'vitest';
import { draftOf, fieldOf, withoutFigure } from './draft';

describe('a draft', () => {
  it('of no card is empty and the first', () => {
    expect(draftOf(null)).toMatchObject({ revision: 0, verdict: null, figures: [], text_hi: '' });
  });
  it('loses a figure with its place, and those behind count one less', () => {
    const draft = {
      ...draftOf(null),
      text_hi: '{{1}} और {{2}} और {{3}}',
      figures: ['a', 'b', 'c'].map((reference) => ({ reference, stance: '' as const }))
    };
    const left = withoutFigure(draft, 1);
    expect(left.text_hi).toBe('{{1}} और  और {{2}}');
    expect(left.figures.map((figure) => figure.reference)).toEqual(['a', 'c']);
  });
  it('is told of findings by field and figure', () => {
    const finding = { code: 'x', severity: 'stops' as const, begin: 0, end: 0, matched: '', reason: { en: '', hi: '' } };
    expect(fieldOf({ ...finding, field: 'figures.2' })).toEqual({ part: 'figures', number: 2 });
    expect(fieldOf({ ...finding, field: 'text_hi' })).toEqual({ part: 'text_hi', number: null });
  });
});
