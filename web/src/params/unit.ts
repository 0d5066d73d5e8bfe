import type { ParamMatcher } from '@sveltejs/kit';

/** The number of a unit of the organisation. */
export const match: ParamMatcher = (value) => /^[1-9]\d{0,6}$/.test(value);
