import type { PlannedVisit } from '$lib/api/visits';

/** Whole visits that add up to what the plan spends, by largest remainder; seats that get none are left out. */
export function wholeVisits(effort: Record<string, number>): Record<string, number> {
  const seats = Object.entries(effort).filter(([, units]) => units > 0);
  const all = Math.round(seats.reduce((sum, [, units]) => sum + units, 0));
  const whole = seats.map(([seat, units]) => ({ seat, visits: Math.floor(units), rest: units - Math.floor(units) }));
  let left = all - whole.reduce((sum, { visits }) => sum + visits, 0);
  for (const one of [...whole].sort((a, b) => b.rest - a.rest)) {
    if (left <= 0) break;
    one.visits += 1;
    left -= 1;
  }
  return Object.fromEntries(whole.filter(({ visits }) => visits > 0).map(({ seat, visits }) => [seat, visits]));
}

const KEY = 'boothwise.visits';

/** Hands a plan's visits from the forecast to the calendar, while this tab is open. */
export function handOver(visits: Record<string, number>): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(visits));
  } catch {
    return;
  }
}

export function handedOver(): Record<string, number> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, number] => Number.isInteger(entry[1]) && entry[1] > 0));
  } catch {
    return {};
  }
}

export interface LeaderDays {
  person: string;
  name: string;
  days: { day: string; visits: PlannedVisit[]; km: number }[];
}

/** Visits by leader and day, in the order in which they are made. */
export function byLeader(visits: PlannedVisit[]): LeaderDays[] {
  const leaders = new Map<string, LeaderDays>();
  for (const visit of visits) {
    const leader = leaders.get(visit.person) ?? { person: visit.person, name: visit.person_name, days: [] };
    leaders.set(visit.person, leader);
    let day = leader.days.find((one) => one.day === visit.day);
    if (day === undefined) leader.days.push((day = { day: visit.day, visits: [], km: 0 }));
    day.visits.push(visit);
    day.km += visit.km;
  }
  return [...leaders.values()];
}
