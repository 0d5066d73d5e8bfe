import { describe, expect, it } from 'vitest';
import { centre, corners, extent, neighbourTowards, type Cell } from './hexagon';
import { labelLines, labelSize, letterCount } from './label';

const grid: Cell[] = Array.from({ length: 9 }, (_, index) => ({ no: index + 1, column: index % 3, row: Math.floor(index / 3) }));
const places = grid.map((cell) => ({ no: cell.no, at: centre(cell, 40) }));

describe('hexagons', () => {
  it('shift odd rows right by half a cell', () => {
    const width = Math.sqrt(3) * 40;
    expect(centre({ no: 1, column: 0, row: 1 }, 40).x - centre({ no: 2, column: 0, row: 0 }, 40).x).toBeCloseTo(width / 2);
  });

  it('stand at one distance from all six neighbours', () => {
    const middle = centre({ no: 0, column: 1, row: 1 }, 40);
    const around = [[0, 1], [2, 1], [1, 0], [2, 0], [1, 2], [2, 2]].map(([column, row]) => centre({ no: 0, column: column!, row: row! }, 40));
    for (const { x, y } of around) expect(Math.hypot(x - middle.x, y - middle.y)).toBeCloseTo(Math.sqrt(3) * 40);
  });

  it('have six corners on a circle, the first at the top', () => {
    const points = corners(40).split(' ').map((corner) => corner.split(',').map(Number));
    expect(points).toHaveLength(6);
    expect(points[0]).toEqual([0, -40]);
    for (const [x, y] of points) expect(Math.hypot(x!, y!)).toBeCloseTo(40, 1);
  });

  it('are all inside their extent', () => {
    const box = extent(grid, 40);
    for (const { at } of places) {
      expect(at.x - 34).toBeGreaterThanOrEqual(box.x);
      expect(at.x + 34).toBeLessThanOrEqual(box.x + box.width);
      expect(at.y + 40).toBeLessThanOrEqual(box.y + box.height + 1e-9);
    }
    expect(extent([], 40).width).toBe(0);
  });
});

describe('moving over the map', () => {
  it('goes to the cell beside', () => {
    expect(neighbourTowards(places, 5, 'left')).toBe(4);
    expect(neighbourTowards(places, 5, 'right')).toBe(6);
  });
  it('goes up and down by a row', () => {
    expect([2, 3]).toContain(neighbourTowards(places, 5, 'up'));
    expect([8, 9]).toContain(neighbourTowards(places, 5, 'down'));
  });
  it('stays at the edge', () => {
    expect(neighbourTowards(places, 1, 'left')).toBeNull();
    expect(neighbourTowards(places, 99, 'left')).toBeNull();
  });
  it('crosses a gap in the map', () => {
    const gap = places.filter((place) => place.no !== 5);
    expect(neighbourTowards(gap, 4, 'right')).toBe(6);
  });
  it('reaches every cell from every other', () => {
    const seen = new Set([1]);
    const queue = [1];
    while (queue.length > 0) {
      const here = queue.pop()!;
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const next = neighbourTowards(places, here, direction);
        if (next !== null && !seen.has(next)) seen.add(next), queue.push(next);
      }
    }
    expect(seen.size).toBe(9);
  });
});

describe('names in hexagons', () => {
  it('count letters as they are written, not as they are stored', () => {
    expect(letterCount('क्षेत्र')).toBeLessThan('क्षेत्र'.length);
  });
  it('take two lines where there are two words', () => {
    expect(labelLines('Gautam Buddha Nagar')).toEqual(['Gautam ', 'Buddha']);
    expect(labelLines('Agra')).toEqual(['Agra']);
  });
  it('break a long word before its ending or between letters, and lose nothing', () => {
    expect(labelLines('Muzaffarnagar')).toEqual(['Muzaffar', 'nagar']);
    expect(labelLines('Machhlishahr')).toEqual(['Machhl', 'ishahr']);
    expect(labelLines('मुज़फ़्फ़रनगर').join('')).toBe('मुज़फ़्फ़रनगर');
  });
  it('are never too small to read', () => {
    expect(labelSize('Mohanlalganj', 33)).toBeGreaterThanOrEqual(8.5);
    expect(labelSize('Agra', 33)).toBe(14);
  });
});
