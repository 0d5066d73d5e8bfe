import type { CommunityAnswer, CommunityArea, CommunityAsked, CommunityCell, CommunityTable, Level } from '$lib/api/community';

/** Which areas a page is about, by its address. */
export function askedIn(params: URLSearchParams): CommunityAsked {
  return { wave: params.get('wave'), district: params.get('district'), ac_no: params.get('ac_no'), kendra: params.get('kendra') };
}

/** The level that stands at the top of what was asked for; nothing for the whole state. */
export function topLevel(asked: CommunityAsked): Level | null {
  if (asked.ac_no !== null) return asked.kendra !== null ? 'shakti_kendra' : 'segment';
  return asked.district !== null ? 'district' : null;
}

/** The area that a page is about, and those that it is made of. */
export function shownAreas(answer: CommunityAnswer, asked: CommunityAsked): { top: CommunityArea | null; parts: CommunityArea[] } {
  const level = topLevel(asked);
  if (level === null) return { top: null, parts: answer.areas };
  const below: Record<Level, Level> = { district: 'segment', segment: 'shakti_kendra', shakti_kendra: 'booth', booth: 'booth' };
  return {
    top: answer.areas.find((area) => area.level === level) ?? null,
    parts: answer.areas.filter((area) => area.level === below[level])
  };
}

/** The page of an area, or nothing for a booth, which has none below it. */
export function hrefOf(area: CommunityArea, wave: string | null): string | null {
  const pairs: [string, string][] = wave === null ? [] : [['wave', wave]];
  if (area.level === 'booth') return null;
  if (area.level === 'district') pairs.push(['district', area.district]);
  else pairs.push(['ac_no', String(area.ac_no)]);
  if (area.level === 'shakti_kendra') pairs.push(['kendra', area.kendra ?? '']);
  return `/community?${new URLSearchParams(pairs).toString()}`;
}

export function tableOf(area: CommunityArea, question: number): CommunityTable | null {
  return area.tables.find((table) => table.question === question) ?? null;
}

/** Above the page: the district and the segment that it lies in. */
export function crumbsOf(answer: CommunityAnswer, asked: CommunityAsked): CommunityArea[] {
  if (topLevel(asked) !== 'shakti_kendra') return [];
  return answer.areas.filter((area) => area.level === 'segment');
}

/** What a hidden cell is under, as long as that says anything. */
export function boundOf(cell: CommunityCell): number | null {
  return cell.share_most === null || cell.share_most >= 1 ? null : cell.share_most;
}

/** Of the areas around one, the nearest that shows a number of a question which this one does not; nothing where it does. */
export function leadOf(areas: CommunityArea[], area: CommunityArea, question: number): CommunityArea | null {
  const shows = (one: CommunityArea) => tableOf(one, question)?.cells.some((cell) => cell.share !== null) ?? false;
  if (shows(area)) return null;
  const around = areas.filter(
    (one) =>
      shows(one) &&
      ((one.level === 'district' && one.district === area.district) ||
        (one.level === 'segment' && one.ac_no === area.ac_no) ||
        (one.level === 'shakti_kendra' && one.kendra === area.kendra && area.level === 'booth'))
  );
  return around.at(-1) ?? null;
}
