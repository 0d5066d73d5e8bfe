import { describe, expect, it } from 'vitest';
import type { Cell } from './hexagon';
import { outline, regionMap } from './regions';
import { centre } from './hexagon';

const cells: Cell[] = [
  { no: 1, column: 0, row: 0 },
  { no: 2, column: 1, row: 0 },
  { no: 3, column: 0, row: 1 },
  { no: 4, column: 9, row: 9 }
];
const corners = (path: string) => (path.match(/[ML]/g) ?? []).length;

describe('regions of a hexagon map', () => {
  it('that are one cell have its six corners', () => {
    expect(corners(outline([centre(cells[0]!, 40)]))).toBe(6);
  });
  it('leave the edges between their cells out', () => {
    // Three cells that meet in a point: 18 edges, less two for each of the three common ones.
    expect(corners(outline(cells.slice(0, 3).map((cell) => centre(cell, 40))))).toBe(12);
  });
  it('have a line for each piece that lies apart', () => {
    const { shapes } = regionMap(cells, [{ no: 7, cells: [1, 2, 3, 4] }]);
    expect(shapes[0]!.path.match(/Z/g)).toHaveLength(2);
  });
  it('without a cell on the map are not drawn, and the others keep their number', () => {
    const { shapes } = regionMap(cells, [{ no: 1, cells: [99] }, { no: 2, cells: [4, 99] }]);
    expect(shapes.map((shape) => shape.no)).toEqual([2]);
    expect(shapes[0]!.at).toEqual(centre(cells[3]!, 40));
  });
});
