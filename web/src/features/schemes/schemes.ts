import type { DistrictFigures, Outcome, SchemeAnswer, SchemeRow } from '$lib/api/schemes';
import { f, named, t } from '$lib/i18n/index.svelte';

export type Column = 'name' | 'count' | 'share' | 'change' | 'outcome';

/** What the map is coloured by: a figure of the counts, or an outcome by its place in the list. */
export type MapMeasure = 'share' | 'count' | 'change' | `outcome:${number}`;

/** Change as a fraction of what was there before. */
export function changeShare(row: DistrictFigures): number | null {
  return row.change === null || row.before === null || row.before === 0 ? null : row.change / row.before;
}

export function outcomeIn(outcome: Outcome | null, district: string): number | null {
  return outcome?.values[district] ?? null;
}

function valueOf(row: DistrictFigures, column: Column, outcome: Outcome | null): number | string | null {
  if (column === 'name') return named(row.name);
  if (column === 'change') return changeShare(row);
  if (column === 'outcome') return outcomeIn(outcome, row.district);
  return row[column];
}

/** Rows by a column; what is not known comes last either way. */
export function sortedDistricts(rows: DistrictFigures[], column: Column, descending: boolean, outcome: Outcome | null): DistrictFigures[] {
  return [...rows].sort((one, other) => {
    const [a, b] = [valueOf(one, column, outcome), valueOf(other, column, outcome)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order = typeof a === 'string' ? a.localeCompare(String(b), 'hi') : a - Number(b);
    return descending ? -order : order;
  });
}

/** What the map of an answer may be coloured by, the one to begin with first. */
export function mapMeasures(answer: SchemeAnswer): MapMeasure[] {
  const has = (test: (row: DistrictFigures) => boolean) => answer.districts.some(test);
  const measures: MapMeasure[] = [];
  if (has((row) => row.share !== null)) measures.push('share');
  if (has((row) => row.count !== null)) measures.push('count');
  if (has((row) => changeShare(row) !== null)) measures.push('change');
  return [...measures, ...answer.outcomes.map((_, index): MapMeasure => `outcome:${index}`)];
}

/** A district's value on the map: per cent, or a count in lakh. */
export function mapValue(row: DistrictFigures, measure: MapMeasure, outcomes: Outcome[]): number | null {
  const LAKH = 100000;
  const percent = (fraction: number | null) => (fraction === null ? null : fraction * 100);
  if (measure === 'share') return percent(row.share);
  if (measure === 'change') return percent(changeShare(row));
  if (measure === 'count') return row.count === null ? null : row.count / LAKH;
  return outcomeIn(outcomes[Number(measure.split(':')[1])] ?? null, row.district);
}

/** The same outcome of several surveys together, newest survey first. */
export function byKind(outcomes: Outcome[]): [Outcome, ...Outcome[]][] {
  const kinds = new Map<string, [Outcome, ...Outcome[]]>();
  for (const one of outcomes) {
    const kind = kinds.get(one.outcome);
    if (kind) kind.push(one);
    else kinds.set(one.outcome, [one]);
  }
  return [...kinds.values()];
}

/** Schemes with counts first, each part in the catalogue's order. */
export function parted(schemes: SchemeRow[]): { withCounts: SchemeRow[]; without: SchemeRow[] } {
  const there = (row: SchemeRow) => row.shown.counted !== null;
  return { withCounts: schemes.filter(there), without: schemes.filter((row) => !there(row)) };
}

type Row = (string | number | null)[];

/** The table as rows of a CSV file: the districts, then what the figures are and where they come from. */
export function schemeRows(answer: SchemeAnswer): Row[] {
  const { shown, outcomes, districts } = answer;
  const head: Row = ['district', 'name_en', 'name_hi', 'count', 'base', 'share', 'why_no_share', 'before', 'change'];
  for (const outcome of outcomes) head.push(`outcome ${outcome.name.en}, ${outcome.survey.en} ${outcome.year}, percent`);
  const body = districts.map((row): Row => [
    row.district,
    row.name.en,
    row.name.hi,
    row.count,
    row.base === null ? null : Math.round(row.base),
    row.share === null ? null : Number(row.share.toFixed(4)),
    row.why,
    row.before,
    row.change,
    ...outcomes.map((outcome) => outcomeIn(outcome, row.district))
  ]);
  const notes: Row[] = [[named(answer.scheme.name)]];
  if (shown.counted_name) notes.push([`${named(shown.counted_name)} · ${f.date(shown.day)}`]);
  if (shown.base) notes.push([t('schemes.baseSource', { name: named(shown.base.name), source: named(shown.base.source) })]);
  for (const from of answer.counts_from) notes.push([`${from.day} · ${from.source}${from.url ? ` · ${from.url}` : ''}`]);
  notes.push([t('schemes.outcomesNote')]);
  if (answer.synthetic) notes.push([t('band.synthetic')]);
  return [head, ...body, ...notes];
}
