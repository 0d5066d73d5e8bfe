import { describe, expect, it } from 'vitest';

import { passwordStrength } from './password_strength';

describe('the strength of a password', () => {
  it('is none below what the server takes', () => {
    expect(passwordStrength('')).toBe(0);
    expect(passwordStrength('kX9!vQ2#mL7')).toBe(0);
  });
  it('is weak for rows, repeats and few characters, however long', () => {
    for (const weak of ['aaaaaaaaaaaaaaaaaaaaaaaa', 'abababababababababab', 'abcdefghijklmnopqrstuvwx', '12345678901234567890']) {
      expect(passwordStrength(weak), weak).toBe(1);
    }
  });
  it('grows with length, in either script', () => {
    expect(passwordStrength('kX9!vQ2#mL7&')).toBe(2);
    expect(passwordStrength('river tea 47 bus')).toBe(3);
    expect(passwordStrength('सुबह की चाय 47 बार पीते हैं')).toBe(4);
    expect(passwordStrength('every morning tea near the old bridge')).toBe(4);
  });
  it('does not fall when a character is added at the end that does not follow the last', () => {
    let before = 0;
    const sentence = 'every morning tea near the old bridge';
    for (let length = 1; length <= sentence.length; length += 1) {
      const now = passwordStrength(sentence.slice(0, length));
      expect(now).toBeGreaterThanOrEqual(before);
      before = now;
    }
  });
});
