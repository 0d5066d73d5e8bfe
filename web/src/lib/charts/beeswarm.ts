/** A dot of the beeswarm before it has a height. */
export interface Dot {
  x: number;
  radius: number;
}

/**
 * Heights (offsets from the middle line) so that no two dots overlap, each as near to the line as it can be.
 * Dots are placed from left to right; only dots already placed within reach can be in the way.
 */
export function swarmOffsets(dots: Dot[], gap = 0.5): number[] {
  const order = dots.map((_, index) => index).sort((a, b) => dots[a]!.x - dots[b]!.x);
  const widest = dots.reduce((most, dot) => Math.max(most, dot.radius), 0);
  const offsets = new Array<number>(dots.length).fill(0);
  const placed: number[] = [];
  let first = 0;
  for (const index of order) {
    const dot = dots[index]!;
    while (first < placed.length && dots[placed[first]!]!.x < dot.x - 2 * widest - gap) first += 1;
    const near = placed.slice(first);
    offsets[index] = nearestFree(dot, near, dots, offsets, gap);
    placed.push(index);
  }
  return offsets;
}

function nearestFree(dot: Dot, near: number[], dots: Dot[], offsets: number[], gap: number): number {
  const blocked: [number, number][] = [];
  for (const index of near) {
    const other = dots[index]!;
    const reach = dot.radius + other.radius + gap;
    const dx = dot.x - other.x;
    if (Math.abs(dx) >= reach) continue;
    const dy = Math.sqrt(reach * reach - dx * dx);
    blocked.push([offsets[index]! - dy, offsets[index]! + dy]);
  }
  const free = (y: number) => blocked.every(([low, high]) => y <= low + 1e-9 || y >= high - 1e-9);
  const candidates = [0, ...blocked.flat()].sort((a, b) => Math.abs(a) - Math.abs(b));
  return candidates.find(free) ?? 0;
}
