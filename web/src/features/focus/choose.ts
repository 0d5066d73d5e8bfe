import type { Reservation, Standing } from '$lib/api/types';
import { seatNo } from '$lib/state/seat';

export const CLASS_FILTERS = ['weak_or_lost_far', 'lost', 'narrow', 'weak', 'strong', 'not_contested'] as const;
export type ClassFilter = (typeof CLASS_FILTERS)[number];

export const SORTS = ['narrowest', 'marginUp', 'marginDown', 'name', 'number'] as const;
export type Sort = (typeof SORTS)[number];

/** At most three filters; null lets all through. */
export interface Filters {
  class: ClassFilter | null;
  district: string | null;
  reservation: Reservation | null;
}

export function filtersFrom(query: URLSearchParams): Filters {
  return {
    class: oneOf(CLASS_FILTERS, query.get('class')),
    district: query.get('district'),
    reservation: oneOf(['GEN', 'SC', 'ST'] as const, query.get('reservation'))
  };
}

export function sortFrom(query: URLSearchParams): Sort {
  return oneOf(SORTS, query.get('sort')) ?? 'narrowest';
}

function oneOf<Value extends string>(known: readonly Value[], text: string | null): Value | null {
  return known.find((value) => value === text) ?? null;
}

/** The filter "weak" of the focus page takes weak wins and seats lost by far. */
function isOfClass(seat: Standing, wanted: ClassFilter): boolean {
  if (wanted === 'weak_or_lost_far') return seat.class === 'weak' || seat.lost_kind === 'lost_far';
  return seat.class === wanted;
}

export function chosenSeats(seats: Standing[], filters: Filters): Standing[] {
  return seats.filter(
    (seat) =>
      (filters.class === null || isOfClass(seat, filters.class)) &&
      (filters.district === null || seat.districts.some((district) => district.id === filters.district)) &&
      (filters.reservation === null || seat.reservation === filters.reservation)
  );
}

/** Seats without a margin (not contested) come last whatever the order by margin. */
export function sortedSeats(seats: Standing[], sort: Sort, nameOf: (seat: Standing) => string): Standing[] {
  const collator = new Intl.Collator(['hi', 'en']);
  const byMargin = (key: (margin: number) => number) => (a: Standing, b: Standing) =>
    (a.margin_points === null ? Infinity : key(a.margin_points)) -
      (b.margin_points === null ? Infinity : key(b.margin_points)) || seatNo(a) - seatNo(b);
  const orders: Record<Sort, (a: Standing, b: Standing) => number> = {
    narrowest: byMargin(Math.abs),
    marginUp: byMargin((margin) => margin),
    marginDown: byMargin((margin) => -margin),
    name: (a, b) => collator.compare(nameOf(a), nameOf(b)),
    number: (a, b) => seatNo(a) - seatNo(b)
  };
  return [...seats].sort(orders[sort]);
}
