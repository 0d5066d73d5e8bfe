import type { CompareRow, Election, SeatClass } from '$lib/api/types';
import { generalElections, type View } from '$lib/state/view';

export interface Pair {
  from: string;
  to: string;
}

/** Elections that may stand beside one another: general ones on today's boundaries. */
export function comparableElections(elections: Election[]): Election[] {
  return generalElections(elections).filter((election) => election.comparable);
}

/** The pair that the address asks for; by default the view's election against the one of its kind before. */
export function choosePair(address: URLSearchParams, view: View | null, elections: Election[]): Pair | null {
  const known = comparableElections(elections);
  const byId = (id: string | null | undefined) => known.find((election) => election.id === id);
  const to = byId(address.get('to')) ?? byId(view?.election) ?? known[0];
  if (!to) return null;
  const from =
    byId(address.get('from')) ?? byId(to.previous) ?? known.find((election) => election.id !== to.id);
  return from ? { from: from.id, to: to.id } : null;
}

export function rowNo(row: CompareRow): number {
  return row.ac_no ?? row.pc_no;
}

export function rowHref(row: CompareRow): string {
  return row.ac_no === null ? `/seat/${row.pc_no}` : `/segment/${row.ac_no}`;
}

/** Change of the side's margin in points; null where it did not stand at both. */
export function marginChange(row: CompareRow): number | null {
  if (row.from.margin_points === null || row.to.margin_points === null) return null;
  return row.to.margin_points - row.from.margin_points;
}

/** The rows that gained or fell most, the furthest first. */
export function movers(rows: CompareRow[], direction: 'up' | 'down', howMany: number): CompareRow[] {
  const sign = direction === 'up' ? 1 : -1;
  return rows
    .flatMap((row) => {
      const change = marginChange(row);
      return change !== null && change * sign > 0 ? [{ row, change }] : [];
    })
    .sort((a, b) => sign * (b.change - a.change))
    .slice(0, howMany)
    .map(({ row }) => row);
}

/** Seats that moved from one class to another. */
export function flowSeats(flows: { from: SeatClass; to: SeatClass; seats: number }[], from: SeatClass, to: SeatClass) {
  return flows.find((flow) => flow.from === from && flow.to === to)?.seats ?? 0;
}
