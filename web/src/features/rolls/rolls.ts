import type { Changes, RollsAnswer, SegmentChanges } from '$lib/api/rolls';

export interface Pair {
  from: string;
  to: string;
}

/** Two revisions to look at: the address first, then the newest that were compared, then the newest two. */
export function choosePair(address: URLSearchParams, rolls: RollsAnswer): Pair | null {
  const known = rolls.revisions.map((one) => one.revision);
  const asked = { from: address.get('from'), to: address.get('to') };
  if (asked.from && asked.to && asked.from !== asked.to && known.includes(asked.from) && known.includes(asked.to)) {
    return { from: asked.from, to: asked.to };
  }
  const compared = rolls.comparisons.at(-1);
  if (compared) return { from: compared.from, to: compared.to };
  const [from, to] = [...known].sort().slice(-2);
  return from !== undefined && to !== undefined ? { from, to } : null;
}

export const netChange = (changes: Changes) => changes.electors_after - changes.electors_before;
export const deleted = (changes: Changes) => changes.struck + changes.gone;
export const added = (changes: Changes) => changes.added_of_age + changes.added_older;

const SUMS = [
  'electors_before', 'electors_after', 'found', 'moved', 'moved_away', 'moved_in', 'struck', 'gone', 'uncertain', 'added_of_age', 'added_older'
] as const;

/** Changes of several areas together. */
export function sumOf(list: Changes[]): Changes {
  const sum = Object.fromEntries(SUMS.map((name) => [name, list.reduce((total, one) => total + one[name], 0)])) as Pick<Changes, (typeof SUMS)[number]>;
  const counted = (pick: (one: Changes) => Record<string, number>) =>
    list.reduce<Record<string, number>>((so, one) => {
      for (const [key, number] of Object.entries(pick(one))) so[key] = (so[key] ?? 0) + number;
      return so;
    }, {});
  const before = sum.electors_before;
  return {
    ...sum,
    deleted_share: before === 0 ? null : (sum.struck + sum.gone) / before,
    struck_by_reason: counted((one) => one.struck_by_reason),
    changed: counted((one) => one.changed)
  };
}

/** A row of a table of areas: a segment or a part. */
export interface Area {
  no: number;
  label: string;
  href: string | null;
  changes: Changes;
  /** How unusual, for the order; `mark` says it. */
  unusual: number;
  odd: boolean;
  mark: string;
}

export type AreaColumn = 'no' | 'share' | 'net' | 'unusual' | 'before';

const KEYS: Record<AreaColumn, (area: Area) => number> = {
  no: (area) => area.no,
  share: (area) => area.changes.deleted_share ?? -1,
  net: (area) => netChange(area.changes),
  unusual: (area) => area.unusual,
  before: (area) => area.changes.electors_before
};

export function sortedAreas(areas: Area[], column: AreaColumn, descending: boolean): Area[] {
  return [...areas].sort((a, b) => (descending ? -1 : 1) * (KEYS[column](a) - KEYS[column](b)));
}

/** Codes of reasons as the roll has them, most first; what has no code comes under `none`. */
export function reasonsOf(changes: Changes): { reason: string; count: number }[] {
  const known = ['E', 'S', 'R', 'Q', 'M'];
  const sums = new Map<string, number>();
  for (const [code, count] of Object.entries(changes.struck_by_reason)) {
    const reason = known.includes(code) ? code : 'none';
    sums.set(reason, (sums.get(reason) ?? 0) + count);
  }
  return [...sums].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
}

/** The districts that have segments here, in order of their name. */
export function districtsOf(rows: SegmentChanges[]): NonNullable<SegmentChanges['district']>[] {
  const districts = new Map(rows.flatMap((row) => (row.district ? [[row.district.id, row.district] as const] : [])));
  return [...districts.values()].sort((a, b) => a.id.localeCompare(b.id));
}
