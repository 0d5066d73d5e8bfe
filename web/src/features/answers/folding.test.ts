import { describe, expect, it } from 'vitest';
import { folded, holds } from './folding';

describe('words in two scripts', () => {
  it('are one where they sound alike', () => {
    for (const [hindi, latin] of [
      ['सहारनपुर', 'saharanpur'],
      ['गोरखपुर', 'Gorakhpur'],
      ['राम कुमार', 'Raam Kumaar'],
      ['फ़ैज़ाबाद', 'Faizabad'],
      ['बड़ौत', 'Baraut'],
      ['२०१९', '2019']
    ]) {
      expect(folded(hindi!)).toBe(folded(latin!));
    }
  });
  it('are as the server folds them', () => {
    // Pairs of services/name_folding.
    expect(folded('वाराणसी में ५० बूथ')).toBe('vrnsi mim 50 but');
    expect(folded('Lok Sabha, 2019!')).toBe('luk sb 2019');
  });
  it('are found by the beginnings of words, in any order', () => {
    const words = folded('सहारनपुर में पचास बूथ हारे');
    expect(holds(words, 'booth saharan')).toBe(true);
    expect(holds(words, 'gorakhpur')).toBe(false);
    expect(holds(words, '')).toBe(true);
  });
});
