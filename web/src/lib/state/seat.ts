import type { Standing } from '$lib/api/types';
import { f, t } from '$lib/i18n/index.svelte';
import type { Measure } from '$lib/maps/colour';

/** The number that names a seat in its own house. */
export function seatNo(seat: Pick<Standing, 'pc_no' | 'ac_no'>): number {
  return seat.ac_no ?? seat.pc_no;
}

/** The seat's page: a Lok Sabha seat, or the segment that an assembly seat is. */
export function seatHref(seat: Pick<Standing, 'pc_no' | 'ac_no'>): string {
  return seat.ac_no === null ? `/seat/${seat.pc_no}` : `/segment/${seat.ac_no}`;
}

/** A seat's value of a measure in words. */
export function measureText(seat: Standing, measure: Measure): string {
  if (measure === 'turnout') return seat.turnout === null ? t('map.unknown') : f.percent(seat.turnout);
  const value = measure === 'swing' ? seat.swing_points : seat.margin_points;
  const text = value === null ? t('map.unknown') : `${f.points(value)} ${t('word.points')}`;
  if (measure !== 'class') return text;
  return `${t(seat.lost_kind ? `class.${seat.lost_kind}` : `class.${seat.class}`)}, ${text}`;
}
