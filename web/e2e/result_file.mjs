// A made-up result of a Lok Sabha election after those that are known, in the layout of the published files.

const HEADER = 'year,pc_no,pc_name,reservation,position,candidate,party,votes,valid_votes,electors,turnout_pct,vote_share_pct';

/** Two candidates and NOTA a seat; `salt` makes each file a new one. `spoil` puts a word where the third row's votes belong. */
export function resultFile(seats, year, parties, salt, spoil = false) {
  const lines = [HEADER];
  for (const seat of seats) {
    const votes = [400000 + seat.pc_no * 100 + salt, 380000 + seat.pc_no * 50, 5000];
    const total = votes.reduce((sum, value) => sum + value, 0);
    const electors = total * 2;
    const names = ['TEST CANDIDATE A', 'TEST CANDIDATE B', 'None of the Above'];
    votes.forEach((count, index) => {
      const party = index === 2 ? 'NOTA' : parties[index];
      const shown = spoil && lines.length === 3 ? 'many' : count;
      const share = ((100 * count) / total).toFixed(2);
      lines.push([year, seat.pc_no, seat.name.en.toUpperCase(), seat.reservation, index + 1, names[index], party, shown, total, electors, '50.00', share].join(','));
    });
  }
  return Buffer.from(`${lines.join('\n')}\n`, 'utf8');
}
