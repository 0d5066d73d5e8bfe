import { centre, corners, extent, type Cell, type Point } from './hexagon';

/** One seat on a map, whatever the map's form: its outline as an SVG path, and the point that stands for it. */
export interface Shape {
  no: number;
  path: string;
  at: Point;
}

export interface ShapeMap {
  shapes: Shape[];
  viewBox: string;
  /** Half the width that a label has inside a shape; 0 where labels do not fit. */
  room: number;
}

const GAP = 0.95;

export function hexagonMap(cells: Cell[], radius = 40): ShapeMap {
  const box = extent(cells, radius);
  const outline = corners(radius, GAP)
    .split(' ')
    .map((corner) => corner.split(',').map(Number) as [number, number]);
  const shapes = cells.map((cell) => {
    const at = centre(cell, radius);
    const points = outline.map(([x, y]) => `${(at.x + x).toFixed(1)} ${(at.y + y).toFixed(1)}`);
    return { no: cell.no, path: `M${points.join('L')}Z`, at };
  });
  return { shapes, viewBox: `${box.x} ${box.y} ${box.width} ${box.height}`, room: radius * 0.82 };
}

type Boundaries = GeoJSON.FeatureCollection<GeoJSON.Geometry, { no?: number }>;

/** True boundaries, drawn with the geographic kernel that is loaded only when asked for. */
export async function boundaryMap(boundaries: Boundaries, width = 960, height = 760): Promise<ShapeMap> {
  const { geoMercator, geoPath } = await import('d3-geo');
  const projection = geoMercator().fitSize([width, height], planarOrder(boundaries));
  const draw = geoPath(projection);
  const shapes = planarOrder(boundaries).features.flatMap((feature) => {
    const no = feature.properties.no;
    const path = draw(feature);
    if (no === undefined || path === null) return [];
    const [x, y] = draw.centroid(feature);
    return [{ no, path, at: { x, y } }];
  });
  return { shapes, viewBox: `0 0 ${width} ${height}`, room: 0 };
}

/** The kernel reads a ring as clockwise round its inside; files often wind the other way and would fill the globe. */
function planarOrder(boundaries: Boundaries): Boundaries {
  return {
    ...boundaries,
    features: boundaries.features.map((feature) => ({ ...feature, geometry: rewound(feature.geometry) }))
  };
}

function rewound(geometry: GeoJSON.Geometry): GeoJSON.Geometry {
  if (geometry.type === 'Polygon') {
    return { ...geometry, coordinates: geometry.coordinates.map((ring, index) => wind(ring, index === 0)) };
  }
  if (geometry.type === 'MultiPolygon') {
    return {
      ...geometry,
      coordinates: geometry.coordinates.map((polygon) => polygon.map((ring, index) => wind(ring, index === 0)))
    };
  }
  return geometry;
}

/** Outer rings clockwise (negative signed area), holes the other way. */
export function wind(ring: GeoJSON.Position[], outer: boolean): GeoJSON.Position[] {
  let doubled = 0;
  for (let index = 0; index + 1 < ring.length; index += 1) {
    const [x1 = 0, y1 = 0] = ring[index] ?? [];
    const [x2 = 0, y2 = 0] = ring[index + 1] ?? [];
    doubled += x1 * y2 - x2 * y1;
  }
  const clockwise = doubled < 0;
  return clockwise === outer ? ring : [...ring].reverse();
}
