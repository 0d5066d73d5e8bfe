import type { Booth, BoothClass } from '$lib/api/types';
import { withView } from '$lib/state/view';
import type { Workspace } from '$lib/state/workspace.svelte';

export const BOOTH_CLASSES: BoothClass[] = ['lost', 'narrow', 'weak', 'strong', 'not_certain', 'missing'];

/** A booth belongs to an election, which may differ from the one the page's view names; so may the side that stood in it. */
export function boothHref(workspace: Workspace, acNo: number, part: string, election: string, side: string | null = null): string {
  const view = workspace.view && { ...workspace.view, side: side ?? workspace.view.side };
  return withView(`/booth/${acNo}/${encodeURIComponent(part)}`, view, { booths: election });
}

export type BoothColumn = 'part' | 'name' | 'electors' | 'turnout' | 'lead' | 'votes' | 'share' | 'class';

const KEYS: Record<BoothColumn, (booth: Booth) => number | string | null> = {
  part: (booth) => booth.part_no + suffixRank(booth.suffix),
  name: (booth) => booth.name,
  electors: (booth) => booth.electors,
  turnout: (booth) => booth.turnout,
  lead: (booth) => booth.margin_points,
  votes: (booth) => booth.margin_votes,
  share: (booth) => booth.side_share,
  class: (booth) => BOOTH_CLASSES.indexOf(booth.class)
};

/** 12, 12A, 12B… keep their order between 12 and 13. */
function suffixRank(suffix: string): number {
  return suffix === '' ? 0 : suffix.charCodeAt(0) / 65536;
}

/** In the order of a column; what is not known comes last both ways. */
export function sortedBooths(booths: Booth[], column: BoothColumn, descending: boolean): Booth[] {
  const key = KEYS[column];
  const collator = new Intl.Collator(['hi', 'en']);
  return [...booths].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return (x === null ? 1 : 0) - (y === null ? 1 : 0);
    const order = typeof x === 'string' || typeof y === 'string' ? collator.compare(String(x), String(y)) : x - y;
    return descending ? -order : order;
  });
}

export function matchingBooths(booths: Booth[], text: string): Booth[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return booths;
  return booths.filter(
    (booth) => booth.part.toLocaleLowerCase() === wanted || booth.name.toLocaleLowerCase().includes(wanted)
  );
}
