import type { ListedStation, MatchedStation } from '$lib/api/concordance';

export type Show = 'open' | 'decided' | 'all';
export type Target = { part: string; weight: number };

/** How sure the largest part of a station is; 0 where nothing is known. */
export function sureness(station: MatchedStation): number {
  const best = station.to.reduce<MatchedStation['to'][number] | null>((so, next) => (so && so.weight >= next.weight ? so : next), null);
  return best?.confidence ?? 0;
}

/** Stations nobody has decided and that were not found, or that are less sure than this, wait for a look. */
const SURE_ENOUGH = 0.9;

export function isOpen(station: MatchedStation): boolean {
  return station.decision === null && sureness(station) < SURE_ENOUGH;
}

/** Spread over its neighbours' stations because nothing was found: nothing that could be accepted. */
export function isGuess(station: MatchedStation): boolean {
  return station.decision === null && station.to[0]?.method === 'neighbourhood';
}

/** Suggestions that are more than noise. */
export function likelyCandidates(station: MatchedStation): MatchedStation['candidates'] {
  const LEAST = 0.0005; // below, it reads 0.0 %
  return station.candidates.filter((candidate) => candidate.confidence >= LEAST);
}

function holds(station: ListedStation, words: string): boolean {
  const text = `${station.name} ${station.latin ?? ''}`.toLocaleLowerCase();
  return station.part.toLocaleLowerCase() === words || text.includes(words);
}

/** Those of a kind that hold the words; the least sure first where they wait, else in order of number. */
export function chosenStations(stations: MatchedStation[], show: Show, words: string): MatchedStation[] {
  const wanted = words.trim().toLocaleLowerCase();
  const kind = stations.filter((station) => (show === 'all' ? true : show === 'open' ? isOpen(station) : station.decision !== null));
  const found = wanted === '' ? kind : kind.filter((station) => holds(station, wanted));
  return show === 'open' ? [...found].sort((a, b) => sureness(a) - sureness(b)) : found;
}

export function matching(stations: ListedStation[], words: string, most: number): ListedStation[] {
  const wanted = words.trim().toLocaleLowerCase();
  return wanted === '' ? [] : stations.filter((station) => holds(station, wanted)).slice(0, most);
}

/**
 * What a split begins with: the shares that stand, in whole per cents that make a hundred; where there is only one, or a guess,
 * the likeliest two stations.
 */
export function splitRows(station: MatchedStation): { part: string; percent: number }[] {
  const standing = isGuess(station) ? [] : station.to.map(({ part, weight }) => ({ part, percent: Math.round(weight * 100) }));
  const others = station.candidates.filter((candidate) => !standing.some((row) => row.part === candidate.part));
  const rows = [...standing, ...others.slice(0, Math.max(0, 2 - standing.length)).map(({ part }) => ({ part, percent: 0 }))];
  while (rows.length < 2) rows.push({ part: '', percent: 0 });
  const largest = rows.reduce((so, next) => (next.percent > so.percent ? next : so), rows[0]!);
  largest.percent += 100 - rows.reduce((sum, row) => sum + row.percent, 0);
  return rows;
}

/** Whole per cents as they are typed, to weights that sum to one; null unless they do. */
export function weightsOf(rows: { part: string; percent: number }[]): Target[] | null {
  const filled = rows.filter((row) => row.part !== '');
  const sum = filled.reduce((total, row) => total + row.percent, 0);
  const parts = new Set(filled.map((row) => row.part));
  if (filled.length === 0 || Math.abs(sum - 100) > 0.001 || parts.size < filled.length) return null;
  if (filled.some((row) => !(row.percent > 0))) return null;
  return filled.map((row) => ({ part: row.part, weight: row.percent / 100 }));
}

/** What a key asks for, outside of fields. */
export type Wish =
  | { kind: 'move'; by: 1 | -1 }
  | { kind: 'candidate'; at: number }
  | { kind: 'accept' | 'nowhere' | 'split' | 'search' | 'undo' };

const WISHES: Record<string, Wish> = {
  j: { kind: 'move', by: 1 },
  k: { kind: 'move', by: -1 },
  a: { kind: 'accept' },
  x: { kind: 'nowhere' },
  s: { kind: 'split' },
  '/': { kind: 'search' },
  u: { kind: 'undo' }
};

export function wishOf(key: string): Wish | null {
  if (/^[1-5]$/.test(key)) return { kind: 'candidate', at: Number(key) - 1 };
  return WISHES[key] ?? null;
}
