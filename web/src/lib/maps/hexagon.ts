/** Geometry of "odd-r" hexagons: pointy tops, odd rows shifted right by half a cell (docs/api.md, Maps). */

export interface Cell {
  no: number;
  column: number;
  row: number;
}

export interface Point {
  x: number;
  y: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

const WIDTH_PER_RADIUS = Math.sqrt(3);

/** Centre of a cell for hexagons of this radius (centre to corner). */
export function centre(cell: Cell, radius: number): Point {
  const shift = cell.row % 2 === 0 ? 0 : 0.5;
  return {
    x: radius * WIDTH_PER_RADIUS * (cell.column + shift + 0.5),
    y: radius * (1.5 * cell.row + 1)
  };
}

/** The six corners round the origin as an SVG point list; `fill` below 1 leaves a gap between neighbours. */
export function corners(radius: number, fill = 1): string {
  return Array.from({ length: 6 }, (_, index) => {
    const angle = (Math.PI / 3) * index - Math.PI / 2;
    const x = Math.cos(angle) * radius * fill;
    const y = Math.sin(angle) * radius * fill;
    return `${x.toFixed(2)},${y.toFixed(2)}`;
  }).join(' ');
}

/** Width and height that hold all cells, whose smallest column and row may be above zero. */
export function extent(cells: Cell[], radius: number): { x: number; y: number; width: number; height: number } {
  if (cells.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const centres = cells.map((cell) => centre(cell, radius));
  const half = (radius * WIDTH_PER_RADIUS) / 2;
  const left = Math.min(...centres.map((point) => point.x)) - half;
  const right = Math.max(...centres.map((point) => point.x)) + half;
  const top = Math.min(...centres.map((point) => point.y)) - radius;
  const bottom = Math.max(...centres.map((point) => point.y)) + radius;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

const AHEAD: Record<Direction, Point> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 }
};

/**
 * The nearest place in a direction: what lies within 60° of it, distance off the axis counting double.
 * Works for hexagon centres and for centres of true boundaries alike. Null at the edge.
 */
export function neighbourTowards(
  places: { no: number; at: Point }[],
  from: number,
  direction: Direction
): number | null {
  const start = places.find((place) => place.no === from)?.at;
  if (!start) return null;
  const ahead = AHEAD[direction];
  let best: { no: number; cost: number } | null = null;
  for (const { no, at } of places) {
    const dx = at.x - start.x;
    const dy = at.y - start.y;
    const along = dx * ahead.x + dy * ahead.y;
    const off = Math.abs(dx * ahead.y - dy * ahead.x);
    if (along <= 0 || off > along * WIDTH_PER_RADIUS) continue;
    const cost = along + 2 * off;
    if (best === null || cost < best.cost) best = { no, cost };
  }
  return best?.no ?? null;
}
