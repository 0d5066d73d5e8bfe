import type { Upload } from '$lib/api/types';

/** Where a roll comes from, which is asked before anything of it is read (R25). */
export interface RollProvenance {
  revision: string;
  qualifying_date: string;
  publication_date: string;
}

export const isRoll = (kind: string | null): boolean => kind?.startsWith('roll_') === true;

/** Files of one recognised layout are one import; a file that was not recognised is mapped by itself. */
export function groupUploads(uploads: Upload[]): Upload[][] {
  const groups = new Map<string, Upload[]>();
  for (const upload of uploads) {
    const key = upload.recognised ? `${upload.recognised.kind}/${upload.recognised.layout}` : `?${upload.upload}`;
    groups.set(key, [...(groups.get(key) ?? []), upload]);
  }
  return [...groups.values()];
}
