import type { concordance as hi } from './concordance.hi';

/** Concordance of booths: which station is which in another list. */
export const concordance: Record<keyof typeof hi, string> = {
  'history.title': 'This booth at other elections',
  'history.note':
    'Booths are renumbered between elections, so they are matched by name, building and neighbours. The lead is that election’s, brought onto this booth; ± is its standard error.',
  'history.station': 'Booth {part}',
  'history.whole': 'all of it here',
  'history.part': '{share} of it here',
  'history.of': '{share} of this booth',
  'history.sure': 'confidence {p}',
  'history.notFound': 'This booth was not found at this election, so no figure is shown.',
  'history.notCounted': 'The booth was found, but its votes are not available.',
  'history.leader': 'Ahead',
  'history.check': 'Check the matches',
  'method.concordance':
    'Matches: by the stations’ names, buildings, numbers and electors; each has a share and a confidence. Below a confidence of 50 % a booth does not count as found.',

  'match.method.electors': 'by its electors',
  'match.method.building': 'same building',
  'match.method.village': 'same village, another building',
  'match.method.number': 'by number only',
  'match.method.neighbourhood': 'not found; from its neighbours',
  'match.method.by_hand': 'by hand',

  'change.title': 'Old booths → new booths',
  'change.sum': 'Of the {all} booths of {from}, {found} were found in {to}.',
  'change.unmatched': 'Not found ({n})',
  'change.new': 'New ones without an old booth ({n})',
  'change.check': 'See and correct the matches',
  'change.none': 'All were found.',

};
