import type { LeadBin } from '$lib/api/types';

/** The bins between the first and the last that hold anything, and never less than both sides of zero. */
export function usedBins(bins: LeadBin[]): LeadBin[] {
  const used = bins.map((bin) => bin.stations > 0 || (bin.from < 10 && bin.to > -10));
  const first = used.indexOf(true);
  return first < 0 ? [] : bins.slice(first, used.lastIndexOf(true) + 1);
}

/** Whether a lead in points falls in a bin; the last bin takes its upper end too, as +100 has no bin above. */
export function inBin(lead: number | null, bin: Pick<LeadBin, 'from' | 'to'>): boolean {
  if (lead === null) return false;
  return lead >= bin.from && (lead < bin.to || (bin.to >= 100 && lead <= bin.to));
}
