import { centre, extent, type Cell, type Point } from './hexagon';
import type { Shape, ShapeMap } from './shapes';

/** Cells that belong together, such as the segments of a district. */
export interface Region {
  no: number;
  cells: number[];
}

const RADIUS = 40;
const CORNERS = Array.from({ length: 6 }, (_, index) => {
  const angle = (Math.PI / 3) * index - Math.PI / 2;
  return { x: Math.cos(angle) * RADIUS, y: Math.sin(angle) * RADIUS };
});

/** Corners of neighbouring hexagons meet only as far as numbers are exact; a tenth tells all of them apart. */
const key = (point: Point) => `${point.x.toFixed(1).replace('-0.0', '0.0')} ${point.y.toFixed(1).replace('-0.0', '0.0')}`;

/** Each region of a hexagon map as one shape with a single outline, drawn where its cells lie. */
export function regionMap(cells: Cell[], regions: Region[]): ShapeMap {
  const byNo = new Map(cells.map((cell) => [cell.no, cell]));
  const shapes = regions.flatMap(({ no, cells: own }): Shape[] => {
    const centres = own.flatMap((one) => {
      const cell = byNo.get(one);
      return cell ? [centre(cell, RADIUS)] : [];
    });
    return centres.length === 0 ? [] : [{ no, path: outline(centres), at: middle(centres) }];
  });
  const box = extent(cells, RADIUS);
  return { shapes, viewBox: `${box.x} ${box.y} ${box.width} ${box.height}`, room: 0 };
}

/** The edges that one hexagon alone has, put together to closed lines. */
export function outline(centres: Point[]): string {
  const edges = new Map<string, string>();
  for (const at of centres) {
    for (let index = 0; index < 6; index += 1) {
      const from = key(add(at, CORNERS[index]!));
      const to = key(add(at, CORNERS[(index + 1) % 6]!));
      // A neighbour walks the edge between the two the other way round.
      if (edges.get(`${to}|${from}`) !== undefined) edges.delete(`${to}|${from}`);
      else edges.set(`${from}|${to}`, to);
    }
  }
  const onward = new Map<string, string[]>();
  for (const edge of edges.keys()) {
    const [from, to] = edge.split('|') as [string, string];
    onward.set(from, [...(onward.get(from) ?? []), to]);
  }
  let path = '';
  for (const start of onward.keys()) {
    let at = start;
    const line: string[] = [];
    for (let next = onward.get(at)?.pop(); next !== undefined; next = onward.get(at)?.pop()) {
      line.push(at);
      at = next;
    }
    if (line.length > 0) path += `M${line.join('L')}Z`;
  }
  return path;
}

function add(one: Point, other: Point): Point {
  return { x: one.x + other.x, y: one.y + other.y };
}

/** The cell nearest to the mean, so that the point lies inside. */
function middle(centres: Point[]): Point {
  const mean = centres.reduce((sum, at) => ({ x: sum.x + at.x / centres.length, y: sum.y + at.y / centres.length }), { x: 0, y: 0 });
  const far = (at: Point) => Math.hypot(at.x - mean.x, at.y - mean.y);
  return centres.reduce((best, at) => (far(at) < far(best) ? at : best));
}
