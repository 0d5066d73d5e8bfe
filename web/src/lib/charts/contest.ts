import type { Candidate, Side } from '$lib/api/types';

/** A part of the contest bar. `role` says how it is drawn: the side, its best rival, or all others together. */
export interface ContestPart {
  role: 'side' | 'rival' | 'other';
  party: string;
  candidate: string;
  votes: number;
  share: number;
}

/** Whether a candidate stood for the side: under its alliance of that election, or for one of its parties outside any other. */
export function isOfSide(candidate: Candidate, side: Side): boolean {
  if (candidate.nota) return false;
  if (candidate.alliance === side.id) return true;
  const free = candidate.alliance === null || side.id.includes('+') || side.id === candidate.party;
  return free && side.parties.includes(candidate.party);
}

/** The side's best votes minus the best of all others; null where it did not stand. */
export function sideMargin(candidates: Candidate[], side: Side): number | null {
  const standing = candidates.filter((candidate) => !candidate.nota);
  const ours = standing.filter((candidate) => isOfSide(candidate, side)).map(({ votes }) => votes);
  const others = standing.filter((candidate) => !isOfSide(candidate, side)).map(({ votes }) => votes);
  return ours.length === 0 ? null : Math.max(...ours) - Math.max(0, ...others);
}

/** The side's best candidate, the best of all others, and the rest as one part. Shares are of valid votes. */
export function contestParts(candidates: Candidate[], side: Side): ContestPart[] {
  const standing = candidates.filter((candidate) => !candidate.nota && candidate.share !== null);
  const ours = standing.find((candidate) => isOfSide(candidate, side));
  const rivals = standing.filter((candidate) => !isOfSide(candidate, side)).slice(0, ours ? 1 : 2);
  const named = [ours, ...rivals].filter((candidate) => candidate !== undefined);
  const rest = standing.filter((candidate) => !named.includes(candidate));
  const parts = named.map((candidate) => part(candidate === ours ? 'side' : 'rival', candidate));
  const votes = rest.reduce((sum, candidate) => sum + candidate.votes, 0);
  const share = rest.reduce((sum, candidate) => sum + (candidate.share ?? 0), 0);
  return rest.length === 0 ? parts : [...parts, { role: 'other', party: '', candidate: '', votes, share }];
}

function part(role: 'side' | 'rival', candidate: Candidate): ContestPart {
  const { party, candidate: name, votes, share } = candidate;
  return { role, party, candidate: name, votes, share: share ?? 0 };
}
