import type { TargetBooth } from '$lib/api/types';

export interface TargetSegment {
  ac_no: number;
  target: number;
  booths: TargetBooth[];
}

/** Booths by segment, in the order in which they come, with what the segment's booths add up to. */
export function bySegment(booths: TargetBooth[]): TargetSegment[] {
  const segments = new Map<number, TargetSegment>();
  for (const booth of booths) {
    const segment = segments.get(booth.ac_no) ?? { ac_no: booth.ac_no, target: 0, booths: [] };
    segment.booths.push(booth);
    segment.target += booth.target;
    segments.set(booth.ac_no, segment);
  }
  return [...segments.values()];
}
