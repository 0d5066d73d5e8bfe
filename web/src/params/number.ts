import type { ParamMatcher } from '@sveltejs/kit';

/** A seat or segment number as the Election Commission gives it. */
export const match: ParamMatcher = (value) => /^[1-9]\d{0,3}$/.test(value);
