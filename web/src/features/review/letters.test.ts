import { describe, expect, it } from 'vitest';
import { compareLetters, wishOf, type Piece } from './letters';

const marked = (pieces: Piece[]) => pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');
const compared = (left: string, right: string) => compareLetters(left, right).map(marked);

describe('letters of two texts', () => {
  it('are marked where only one has them', () => {
    expect(compared('Ramesh', 'Ramsh')).toEqual(['Ram[e]sh', 'Ramsh']);
    expect(compared('Ram Kumar', 'Raam Kumar')).toEqual(['Ram Kumar', 'Ra[a]m Kumar']);
  });
  it('are whole letters with their signs in Devanagari', () => {
    expect(compared('रमेश', 'रामेश')).toEqual(['[र]मेश', '[रा]मेश']);
  });
  it('do not differ by case, nor when the texts are one', () => {
    expect(compared('RAM', 'Ram')).toEqual(['RAM', 'Ram']);
    expect(compared('', '')).toEqual(['', '']);
  });
  it('are left alone between two scripts', () => {
    expect(compared('राम', 'Ram')).toEqual(['राम', 'Ram']);
  });
  it('lose nothing: the pieces are the texts again', () => {
    for (const [left, right] of [['सुनीता देवी', 'सुनीता'], ['12क', '12/3'], ['a', ''], ['', 'b']] as const) {
      const [mine, theirs] = compareLetters(left, right);
      expect(mine.map((piece) => piece.text).join('')).toBe(left);
      expect(theirs.map((piece) => piece.text).join('')).toBe(right);
    }
  });
});

it('keys say what the buttons say', () => {
  expect(['s', 'd', 'n', 'u', 'j', 'q'].map(wishOf)).toEqual(['same', 'different', 'unsure', 'undo', 'skip', null]);
});
