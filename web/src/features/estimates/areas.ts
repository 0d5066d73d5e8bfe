import type { EstimatedArea } from '$lib/api/estimates';

export interface Where {
  district: string | null;
  ac: string | null;
  kendra: string | null;
}

/** The areas that a page at `where` lists: those one level below it. */
export function listed(areas: EstimatedArea[], { district, ac, kendra }: Where): EstimatedArea[] {
  if (ac !== null && kendra !== null) return areas.filter((area) => area.level === 'booth' && area.ac_no === Number(ac) && area.kendra === kendra);
  if (ac !== null) return areas.filter((area) => area.level === 'shakti_kendra' && area.ac_no === Number(ac));
  if (district !== null) return areas.filter((area) => area.level === 'segment' && area.district === district);
  return areas.filter((area) => area.level === 'district');
}

export const areaKey = (area: EstimatedArea) => `${area.level} ${area.district} ${area.ac_no} ${area.kendra} ${area.part}`;
