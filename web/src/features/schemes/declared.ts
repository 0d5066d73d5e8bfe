import type { DeclaredArea, DeclaredWhere } from '$lib/api/schemes';
import type { Name } from '$lib/api/types';

export interface DeclaredGroup {
  level: DeclaredArea['level'];
  /** Of the columns; a wider area is told more answers than a smaller one. */
  answers: Name[];
  areas: DeclaredArea[];
}

/** The areas that are shown: those asked for, the one above first; of a district's page that district alone. */
export function declaredParts(areas: DeclaredArea[], where: DeclaredWhere, ofDistrict: boolean): DeclaredArea[] {
  if (ofDistrict) return areas.filter((area) => area.level === 'district');
  if (where.ac != null && where.kendra != null) return areas.filter((area) => area.level !== 'district');
  return areas;
}

/** One table a level, since levels have answers of their own. */
export function declaredGroups(areas: DeclaredArea[]): DeclaredGroup[] {
  const groups: DeclaredGroup[] = [];
  for (const area of areas) {
    let group = groups.find((one) => one.level === area.level);
    if (group === undefined) {
      group = { level: area.level, answers: area.cells.map((cell) => cell.title), areas: [] };
      groups.push(group);
    }
    group.areas.push(area);
  }
  return groups;
}

/** What an area is made of; nothing for a booth. */
export function declaredHref(area: DeclaredArea): string | null {
  if (area.level === 'district') return `?${new URLSearchParams({ d: area.district })}`;
  if (area.level === 'segment') return `?${new URLSearchParams({ ac: String(area.ac_no) })}`;
  if (area.level === 'shakti_kendra') return `?${new URLSearchParams({ ac: String(area.ac_no), kendra: area.kendra ?? '' })}`;
  return null;
}
