import type { Election, StateAnswer } from '$lib/api/types';

/** Which election, seen from which side: what every page of numbers is about. */
export interface View {
  election: string;
  side: string;
}

interface Wish {
  election: string | null;
  side: string | null;
}

/**
 * The view of a page: the address first, then what was looked at last, then the state's own default.
 * Null in an empty workspace. A remembered election that is gone (an undone import) is passed over.
 */
export function chooseView(address: URLSearchParams, remembered: Wish, state: StateAnswer): View | null {
  const asked = { election: address.get('election'), side: address.get('side') };
  if (asked.election && asked.side) return { election: asked.election, side: asked.side };
  const known = state.elections.some((election) => election.id === remembered.election);
  const kept = known && asked.election === null ? remembered : { election: null, side: null };
  const election = asked.election ?? kept.election ?? state.default.election;
  const side = asked.side ?? kept.side ?? state.default.side;
  return election && side ? { election, side } : null;
}

/** An address inside the app that carries the view along. */
export function withView(path: string, view: View | null, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(more);
  if (view) {
    query.set('election', view.election);
    query.set('side', view.side);
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** The same address with some of its query changed; empty values leave it. */
export function changedQuery(url: URL, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(url.searchParams);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === '') query.delete(key);
    else query.set(key, value);
  }
  const text = query.toString();
  return text ? `${url.pathname}?${text}` : url.pathname;
}

/** Elections whose seats can be classed: general ones, newest first. */
export function generalElections(elections: Election[]): Election[] {
  return elections
    .filter((election) => election.kind === 'general')
    .sort((a, b) => b.year - a.year || a.house.localeCompare(b.house));
}
