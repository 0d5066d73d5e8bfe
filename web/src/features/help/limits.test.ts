import type { ClaimsPeriod, HelpAnswer } from '$lib/api/rolls';
import { describe, expect, it } from 'vitest';
import { standingOf } from './limits';

const limits = [
  { kind: 'summary' as const, per_day: 10, declaration_above: 30, source: '' },
  { kind: 'intensive' as const, per_day: 50, declaration_above: 30, source: '' }
];
const given = (today: number, all: number): HelpAnswer => ({
  revision: '2026', given: [], agents: [{ agent: 'A', today, in_revision: all, per_day: 10, declaration_above: 30 }]
});
const intensive: ClaimsPeriod = { revision: '2026', first_day: '', last_day: '', kind: 'intensive', source: '', days_left: 1, state: 'open' };

describe('an agent against the limits', () => {
  it('may begin with nothing done, by the kind of revision', () => {
    expect(standingOf('B', given(9, 9), null, limits)).toMatchObject({ today: 0, perDay: 10, full: false, declare: false });
    expect(standingOf('B', null, intensive, limits)).toMatchObject({ perDay: 50 });
  });
  it('has no eleventh a day, and declares from the thirty-first', () => {
    expect(standingOf('A', given(9, 29), null, limits)).toMatchObject({ full: false, declare: false });
    expect(standingOf('A', given(10, 30), null, limits)).toMatchObject({ full: true, declare: true });
  });
  it('is not judged where no limit is known', () => {
    expect(standingOf('B', null, null, [])).toBeNull();
  });
});
