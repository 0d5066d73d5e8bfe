import { named } from '$lib/i18n/index.svelte';
import type { UnitAnswer } from '$lib/api/organisation';

/** The address of a unit's page. */
export const unitHref = (unit: number) => `/organisation/${unit}`;

/** Crumbs to the units above that the reader reaches. */
export function crumbsOf(unit: Pick<UnitAnswer, 'above'>): { label: string; href: string }[] {
  return unit.above.filter((one) => one.reachable).map((one) => ({ label: named(one.name), href: unitHref(one.unit) }));
}

/** The unit that a page's address asks about; null: the topmost within reach. */
export function unitIn(url: URL): number | null {
  const unit = Number(url.searchParams.get('unit'));
  return Number.isInteger(unit) && unit > 0 ? unit : null;
}
