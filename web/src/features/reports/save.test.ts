import { describe, expect, it } from 'vitest';
import { nameOf } from './save';

describe('the name of a saved file', () => {
  it('is what the server said', () => {
    expect(nameOf('attachment; filename="seat-64.pdf"')).toBe('seat-64.pdf');
  });
  it('is a plain word where the server said nothing', () => {
    expect(nameOf(null)).toBe('report');
    expect(nameOf('attachment')).toBe('report');
  });
});
