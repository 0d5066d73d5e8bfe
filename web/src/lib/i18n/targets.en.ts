export const targets = {
  'targets.title': 'Targets by booth: {name}',
  'targets.link': 'Targets by booth',
  'targets.lead': '{side} needs {need} new votes in this seat; split over {n} booths.',
  'targets.held': '{side} won this seat; give a number if more is wanted.',
  'targets.fromResult': 'What was lacking at the {election}: the margin and one more.',
  'targets.note': 'Each booth’s target goes with its electors and with how uncertain the estimate of its lead is, and never beyond a turnout of {turnout}. Estimates from the booth sheets of the {election}; a target is a plan, not a promise.',
  'targets.need': 'New votes',
  'targets.turnout': 'Turnout at most, %',
  'targets.ask': 'Split',
  'targets.print': 'Print',
  'targets.col.target': 'Target',
  'targets.col.done': 'Done',
  'targets.none': 'There are no booth sheets of this seat here; import results by booth.',
  'targets.segment': '{no} {name}: target {n}',
  'method.target': 'A booth’s target: the seat’s need in proportion to electors × standard deviation of the estimated lead, in whole numbers; no booth beyond the turnout.'
};
