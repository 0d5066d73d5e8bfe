import type { ChanceClass, TargetBooth, TargetsAnswer, TargetsAsked } from '$lib/api/types';
import { f, named, t } from '$lib/i18n/index.svelte';

export const CHANCES: ChanceClass[] = ['lost', 'narrow', 'weak', 'strong'];

export type TargetColumn = 'booth' | 'lost' | 'lead' | 'electors' | 'target' | 'units';
export type TargetFilter = 'all' | ChanceClass | 'open' | 'unmatched';
export const FILTERS: TargetFilter[] = ['all', ...CHANCES, 'open', 'unmatched'];

/** From here on a class is likely; below, none is (the definition of "not certain"). */
const LIKELY = 0.6;

/** True where another election's count stands beside the booth's own. */
export const isMatched = (booth: TargetBooth) => booth.past.some(({ lead }) => lead !== null);

/** The class that is likeliest. */
export function likeliest(booth: TargetBooth): ChanceClass {
  return CHANCES.reduce((best, one) => (booth.chances[one] > booth.chances[best] ? one : best));
}

export function fits(booth: TargetBooth, filter: TargetFilter): boolean {
  if (filter === 'all') return true;
  if (filter === 'unmatched') return !isMatched(booth);
  const likely = booth.chances[likeliest(booth)] >= LIKELY;
  return filter === 'open' ? !likely : likely && likeliest(booth) === filter;
}

export function chosenBooths(booths: TargetBooth[], segment: number | null, filter: TargetFilter, text: string): TargetBooth[] {
  const wanted = text.trim().toLocaleLowerCase();
  return booths.filter(
    (booth) =>
      (segment === null || booth.ac_no === segment) &&
      fits(booth, filter) &&
      (wanted === '' || booth.part.toLocaleLowerCase() === wanted || booth.name.toLocaleLowerCase().includes(wanted))
  );
}

const KEYS: Record<TargetColumn, (booth: TargetBooth) => number> = {
  booth: (booth) => booth.ac_no,
  lost: (booth) => booth.chances.lost,
  lead: (booth) => booth.lasting_lead,
  electors: (booth) => booth.electors,
  target: (booth) => booth.target,
  // Of booths with as many, the one that gains more.
  units: (booth) => (booth.units ?? 0) * 1e6 + (booth.units_votes ?? 0)
};

/** In the order of a column; equal ones as they come, by segment and part. */
export function sortedTargets(booths: TargetBooth[], column: TargetColumn, descending: boolean): TargetBooth[] {
  const key = KEYS[column];
  return [...booths].sort((a, b) => (descending ? key(b) - key(a) : key(a) - key(b)));
}

export const sumOfTargets = (booths: TargetBooth[]) => booths.reduce((sum, { target }) => sum + target, 0);

const ASKED: (keyof TargetsAsked)[] = ['need', 'turnout', 'units', 'booth_units', 'segment_units', 'gain', 'half_units'];

/** What an address asks for. */
export function askedIn(address: URL): TargetsAsked {
  return Object.fromEntries(ASKED.map((name) => [name, address.searchParams.get(name)])) as unknown as TargetsAsked;
}

/** The address with what a form's fields say; an empty field is left out. */
export function askedBy(form: HTMLFormElement, address: URL): URL {
  const next = new URL(address);
  for (const [name, value] of new FormData(form)) {
    const text = String(value).trim();
    if (text === '') next.searchParams.delete(name);
    else next.searchParams.set(name, text);
  }
  return next;
}

type Row = (string | number | null)[];

/** The booths that are shown as rows of a CSV file, then what they rest on. */
export function targetRows(answer: TargetsAnswer, booths: TargetBooth[]): Row[] {
  const head: Row = ['ac_no', 'part', 'booth', 'electors', 'lasting_lead', 'low_80', 'high_80', 'p_lost', 'p_narrow', 'p_weak', 'p_strong', 'compared_with', 'target_votes', 'effort_units', 'effort_votes_assumed'];
  const body = booths.map((booth): Row => [
    booth.ac_no,
    booth.part,
    booth.name,
    booth.electors,
    ...[booth.lasting_lead, ...booth.lasting_interval, ...CHANCES.map((one) => Math.min(0.999, Math.max(0.001, booth.chances[one])))].map((value) => Math.round(value * 1e4) / 1e4),
    booth.past.filter(({ lead }) => lead !== null).map(({ election }) => election).join('; '),
    booth.target,
    booth.units,
    booth.units_votes === null ? null : Math.round(booth.units_votes * 10) / 10
  ]);
  const files = [...new Set(answer.sources.flatMap((source) => source.files.map((file) => file.name)))];
  const latest = answer.sources.map((source) => source.imported_at).sort().at(-1);
  const notes: Row[] = [
    [`${t('targets.title', { name: named(answer.name) })} · ${named(answer.side.name)} · ${t('targets.need')}: ${answer.need}`],
    [t('method.target')],
    ...(answer.effort === null ? [] : [[t('method.boothEffort')]]),
    [t('source.line', { files: files.join('; '), when: f.date(latest) })]
  ];
  if (answer.synthetic) notes.push([t('band.synthetic')]);
  return [head, ...body, ...notes];
}
