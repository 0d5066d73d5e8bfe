import { get, postJson } from './client';
import type * as S from './schemes';

/** GETs return a loader, as in `api`. */
export const schemesApi = {
  schemes: () => get<S.SchemesAnswer>('/schemes'),
  scheme: (code: string, asked: S.SchemeAsked) => get<S.SchemeAnswer>(`/schemes/${encodeURIComponent(code)}`, { ...asked }),
  /** What households said, by area. */
  declared: (where: S.DeclaredWhere) => get<S.DeclaredAnswer>('/declared-receipts', { ...where }),
  add: (told: Record<string, unknown>) => postJson<S.Scheme>('/schemes', told),
  change: (code: string, told: Record<string, unknown>) => postJson<S.Scheme>(`/schemes/${encodeURIComponent(code)}/change`, told),
  district: (district: string) => get<S.DistrictSchemesAnswer>(`/scheme-districts/${encodeURIComponent(district)}`)
};
