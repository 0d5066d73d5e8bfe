import type { ClaimsPeriod, HelpAnswer, HelpGuide } from '$lib/api/rolls';

export interface Standing {
  today: number;
  all: number;
  perDay: number;
  above: number;
  /** No more today. */
  full: boolean;
  /** The next one needs the declaration. */
  declare: boolean;
}

/** Where an agent stands against the limits (R26); null while the kind of revision is not known. */
export function standingOf(agent: string, given: HelpAnswer | null, period: ClaimsPeriod | null, limits: HelpGuide['limits']): Standing | null {
  const own = given?.agents.find((one) => one.agent === agent);
  const limit = limits.find((one) => one.kind === (period?.kind ?? 'summary'));
  if (!limit && !own) return null;
  const perDay = own?.per_day ?? limit!.per_day;
  const above = own?.declaration_above ?? limit!.declaration_above;
  const [today, all] = [own?.today ?? 0, own?.in_revision ?? 0];
  return { today, all, perDay, above, full: today >= perDay, declare: all >= above };
}
