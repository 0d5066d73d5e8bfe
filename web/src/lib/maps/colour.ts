import type { SeatClass, Standing } from '$lib/api/types';

export const MEASURES = ['class', 'margin', 'turnout', 'swing'] as const;
export type Measure = (typeof MEASURES)[number];

/** One step of a legend: a fill and ink from the tokens, and whether stripes lie over it (below zero, for grey print). */
export interface Swatch {
  fill: string;
  ink: string;
  striped: boolean;
}

/** Lowest first. `from` and `to` bound a bin of a number (from ≤ v < to). */
export interface Bin extends Swatch {
  from: number;
  to: number;
}

function token(name: string, striped = false): Swatch {
  return { fill: `var(--${name})`, ink: `var(--${name}-ink)`, striped };
}

export const UNKNOWN_SWATCH: Swatch = { fill: 'var(--paper)', ink: 'var(--ink)', striped: true };

export const SEAT_CLASSES: SeatClass[] = ['lost', 'narrow', 'weak', 'strong', 'not_contested'];

export function classSwatch(seatClass: string): Swatch {
  const known = ['lost', 'narrow', 'weak', 'strong'].includes(seatClass);
  return known ? token(`class-${seatClass}`) : token('class-none', true);
}

/** Six bins around zero in percentage points: three below (striped), three above. */
export function divergingBins(inner: number, outer: number): Bin[] {
  const edges = [-Infinity, -outer, -inner, 0, inner, outer, Infinity];
  return edges.slice(0, -1).map((from, index) => ({
    ...token(`diverging-${index + 1}`, index < 3),
    from,
    to: edges[index + 1] ?? Infinity
  }));
}

/** Five equal steps between round numbers that hold all values; per cent in, per cent out. */
export function sequentialBins(values: number[]): Bin[] {
  if (values.length === 0) return [];
  const low = Math.floor(Math.min(...values));
  const step = Math.max(1, Math.ceil((Math.max(...values) - low) / 5));
  return Array.from({ length: 5 }, (_, index) => ({
    ...token(`sequential-${index + 1}`),
    from: low + index * step,
    to: index === 4 ? Infinity : low + (index + 1) * step
  }));
}

/** Five equal steps of a chance in per cent; it is never 0 nor 100. */
export function chanceBins(): Bin[] {
  return [-Infinity, 20, 40, 60, 80].map((from, index) => ({ ...token(`sequential-${index + 1}`), from, to: index === 4 ? Infinity : (index + 1) * 20 }));
}

export function measureValue(seat: Standing, measure: Exclude<Measure, 'class'>): number | null {
  if (measure === 'margin') return seat.margin_points;
  if (measure === 'swing') return seat.swing_points;
  return seat.turnout === null ? null : seat.turnout * 100;
}

export function binsFor(seats: Standing[], measure: Exclude<Measure, 'class'>): Bin[] {
  if (measure === 'margin') return divergingBins(5, 15);
  if (measure === 'swing') return divergingBins(2, 6);
  return sequentialBins(seats.flatMap((seat) => measureValue(seat, 'turnout') ?? []));
}

export function swatchIn(bins: Bin[], value: number | null): Swatch {
  if (value === null) return UNKNOWN_SWATCH;
  return bins.find((bin) => value >= bin.from && value < bin.to) ?? UNKNOWN_SWATCH;
}
