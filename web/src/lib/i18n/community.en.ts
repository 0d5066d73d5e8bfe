import type { community as hi } from './community.hi';

/** Community and economy: released tables alone, of areas alone. */
export const community: Record<keyof typeof hi, string> = {
  'community.title': 'Community and economy',
  'community.period': '{wave}: {from} to {to}; released on {on}',
  'community.wave': 'Wave',
  'community.none': 'No tables were released yet.',
  'community.noneText':
    'This page will show what people said of their own community and means: shares of districts, segments, shakti kendras and booths, with their interval. Never the answer of a person.',
  'community.noneStep': 'First step: make a wave’s plan and keys; then two key officers release its tables (boothwise release).',
  'community.level.district': 'District',
  'community.level.segment': 'Segment',
  'community.level.shakti_kendra': 'Shakti kendra',
  'community.level.booth': 'Booth',
  'community.base': '{n} answers ({low} to {high})',
  'community.baseColumn': 'Answers',
  'community.interval': '({low} to {high})',
  'community.under': 'under {p}',
  'community.hiddenCell': 'hidden',
  'community.few': 'too few',
  'community.tooFew': 'Too few people answered here, so no numbers are shown.',
  'community.lead': 'Look instead at {place}.',
  'community.leads': 'too few answers; see {place}',
  'community.notHere': 'There is no table of this question at this level.',
  'community.fine': 'Fine categories are shown for segments and districts only.',
  'community.hidden': 'Stripes: hidden. Fewer than {base} answers, a cell under {cell}, or a number that would give one away.',
  'method.community':
    'What people say of themselves is sealed on the phone and opens only with the key of two officers. Numbers carry exact random noise (ρ = 0.1 a wave), then small ones are hidden. Bases and shares come with a central 90 % interval.',
  'more.communityText': 'What people said of their own community and means: shares of areas only, with noise and interval.'
};
