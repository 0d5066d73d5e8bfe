import type { ImportPreview } from '$lib/api/types';

/** Which field each column of the file fills: theirs → ours. An empty field leaves the column out. */
export type Mapping = Record<string, string>;

/** What the server understood of the header, before the person changes it. */
export function proposedMapping(preview: Pick<ImportPreview, 'columns'>): Mapping {
  return Object.fromEntries(preview.columns.map((column) => [column.theirs, column.ours ?? '']));
}

/** Required fields that no column fills yet. */
export function missingFields(preview: Pick<ImportPreview, 'fields'>, mapping: Mapping): string[] {
  const filled = new Set(Object.values(mapping));
  return preview.fields.filter((field) => field.required && !filled.has(field.name)).map((field) => field.name);
}

/** Fields given to more than one column. */
export function doubledFields(mapping: Mapping): string[] {
  const given = Object.values(mapping).filter((field) => field !== '');
  return [...new Set(given.filter((field, index) => given.indexOf(field) !== index))];
}

/** What the server is told: only the columns that are taken. */
export function sentMapping(mapping: Mapping): Mapping {
  return Object.fromEntries(Object.entries(mapping).filter(([, field]) => field !== ''));
}

/** Whether an import may start: everything mapped, no blocking check, and rows to take. */
export function mayStart(preview: ImportPreview, mapping: Mapping, skipBad: boolean): boolean {
  const complete = missingFields(preview, mapping).length === 0 && doubledFields(mapping).length === 0;
  const clean = skipBad || preview.report.rows.refused === 0;
  const stopped = preview.report.checks.some((check) => check.status === 'error');
  return complete && clean && !stopped && preview.would_take > 0;
}
