import { get } from './client';
import type * as S from './schemes';

/** GETs return a loader, as in `api`. */
export const schemesApi = {
  schemes: () => get<S.SchemesAnswer>('/schemes'),
  scheme: (code: string, asked: S.SchemeAsked) => get<S.SchemeAnswer>(`/schemes/${encodeURIComponent(code)}`, { ...asked }),
  /** What households said, by area. */
  declared: (where: S.DeclaredWhere) => get<S.DeclaredAnswer>('/declared-receipts', { ...where }),
  district: (district: string) => get<S.DistrictSchemesAnswer>(`/scheme-districts/${encodeURIComponent(district)}`)
};
