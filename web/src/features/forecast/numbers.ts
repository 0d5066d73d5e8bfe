import type { ForecastAnswer, ForecastSeat, SeatPlace, SwingNeed } from '$lib/api/forecast';
import { OTHERS } from './scenario';

/** What the pages of the forecast count out of an answer. */

/** The bloc that leads the page: the reader's side, by name or by one of its parties; else the one with most seats expected. */
export function leadingBloc(answer: ForecastAnswer, side: string | null, parties: Map<string, string[]>): string {
  const wanted = side?.split('+') ?? [];
  const own = answer.blocs.find((bloc) => bloc === side) ?? answer.blocs.find((bloc) => parties.get(bloc)?.some((party) => wanted.includes(party)));
  if (own !== undefined && own !== OTHERS) return own;
  return answer.blocs.reduce((best, bloc) => (expected(answer, bloc) > expected(answer, best) ? bloc : best));
}

export function expected(answer: ForecastAnswer, bloc: string): number {
  return answer.state[bloc]?.seats.expected ?? 0;
}

/** More than half of the seats. */
export function majority(seats: number): number {
  return Math.floor(seats / 2) + 1;
}

export interface Column {
  from: number;
  to: number;
  chance: number;
}

/** Chances of numbers of seats, at most `most` columns of equally many numbers. */
export function columns(distribution: number[], most: number): Column[] {
  const width = Math.max(1, Math.ceil(distribution.length / most));
  return Array.from({ length: Math.ceil(distribution.length / width) }, (_, index) => {
    const part = distribution.slice(index * width, (index + 1) * width);
    return { from: index * width, to: index * width + part.length - 1, chance: part.reduce((sum, one) => sum + one, 0) };
  });
}

export function placeNo(seat: SeatPlace): number {
  return seat.ac_no ?? seat.pc_no ?? 0;
}

export function placeHref(seat: SeatPlace): string {
  return seat.ac_no === undefined ? `/seat/${seat.pc_no}` : `/segment/${seat.ac_no}`;
}

/** The bloc with the best chance in a seat. */
export function leaderOf(seat: ForecastSeat): string {
  return Object.entries(seat.p_win).reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

export type SeatOrder = 'open' | 'seat' | 'chance' | 'lead' | 'region';

/** Seats in an order; `open`: where the chance is nearest to even first. */
export function ordered(seats: ForecastSeat[], bloc: string, order: SeatOrder, descending: boolean): ForecastSeat[] {
  const key = (seat: ForecastSeat): number | string => {
    if (order === 'seat') return placeNo(seat);
    if (order === 'region') return seat.region;
    if (order === 'lead') return seat.blocs[bloc]?.lead.expected ?? 0;
    const chance = seat.p_win[bloc] ?? 0;
    return order === 'chance' ? chance : Math.abs(chance - 0.5);
  };
  const sign = descending ? -1 : 1;
  return [...seats].sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    return (a < b ? -sign : a > b ? sign : 0) || placeNo(one) - placeNo(other);
  });
}

export interface SeatChange {
  seat: ForecastSeat;
  /** The likeliest winner under each scenario. */
  leaders: string[];
}

/** Seats whose likeliest winner is not the same under all of these answers; they may be of one house only. */
export function changedSeats(answers: ForecastAnswer[]): SeatChange[] {
  const [first, ...rest] = answers;
  const byNo = rest.map((answer) => new Map(answer.seats.map((seat) => [placeNo(seat), seat])));
  return (first?.seats ?? []).flatMap((seat) => {
    const others = byNo.map((seats) => seats.get(placeNo(seat)));
    if (others.some((one) => one === undefined)) return [];
    const leaders = [seat, ...(others as ForecastSeat[])].map(leaderOf);
    return new Set(leaders).size > 1 ? [{ seat, leaders }] : [];
  });
}

/** About `wanted` rows around the target, from the whole list in its order. */
export function around(needs: SwingNeed[], target: number, wanted: number): SwingNeed[] {
  const at = Math.max(0, needs.findIndex((need) => need.seats === target));
  const from = Math.max(0, Math.min(at - Math.floor(wanted / 2), needs.length - wanted));
  return needs.slice(from, from + wanted);
}

/** For each house with results, the general election that comes five years after its latest one. */
export function comingElections(past: string[]): string[] {
  const TERM = 5;
  return ['LS', 'VS'].flatMap((house) => {
    const years = past.filter((id) => id.startsWith(`${house}-`)).map((id) => Number(id.slice(3, 7)));
    return years.length === 0 ? [] : [`${house}-${Math.max(...years) + TERM}`];
  });
}
