import type { PlannedVisit } from '$lib/api/visits';
import { describe, expect, it } from 'vitest';
import { byLeader, wholeVisits } from './visits';

const name = { en: 'X', hi: 'X' };
const visit = (person: string, day: string, km: number): PlannedVisit => ({
  person,
  person_name: person,
  ac_no: 1,
  ac_name: name,
  pc_no: 1,
  pc_name: name,
  district: { id: 'X', name },
  day,
  turn: 1,
  km,
  booked: false
});

describe('visits', () => {
  it('are whole and add up to the plan', () => {
    const whole = wholeVisits({ '1': 2.6, '2': 1.7, '3': 0.2, '4': 0.5 });
    expect(Object.values(whole).reduce((sum, one) => sum + one, 0)).toBe(5);
    expect(whole).toEqual({ '1': 3, '2': 2 });
  });
  it('stand by leader and day with the way of the day', () => {
    const leaders = byLeader([visit('A', '2027-01-10', 20), visit('A', '2027-01-10', 15), visit('A', '2027-01-11', 5), visit('B', '2027-01-10', 9)]);
    expect(leaders.map(({ person, days }) => [person, days.map(({ km }) => km)])).toEqual([
      ['A', [35, 5]],
      ['B', [9]]
    ]);
  });
});
