import { describe, expect, it } from 'vitest';
import { unitHref, unitIn } from './words';

describe('addresses of the organisation', () => {
  it('name the unit', () => expect(unitHref(7)).toBe('/organisation/7'));
  it('ask about a unit only where it is a number', () => {
    expect(unitIn(new URL('http://x/organisation/gaps?unit=7'))).toBe(7);
    expect(unitIn(new URL('http://x/organisation/gaps'))).toBeNull();
    expect(unitIn(new URL('http://x/organisation/gaps?unit=x'))).toBeNull();
    expect(unitIn(new URL('http://x/organisation/gaps?unit=-1'))).toBeNull();
  });
});
