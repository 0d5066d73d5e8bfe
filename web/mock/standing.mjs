// Seat classes as docs/definitions.md has them, in the plainest way. The server is the truth; this is a stand-in.

export function sideOf(world, election, id) {
  const alliance = election.alliances.find((candidate) => candidate.id === id);
  const parties = alliance ? alliance.parties : id.split('+');
  const name = alliance ? { en: id, hi: id } : (world.parties.get(id) ?? { en: id, hi: id });
  return { id, parties, name };
}

export function isOurs(candidate, side) {
  return !candidate.nota && (candidate.alliance === side.id || side.parties.includes(candidate.party));
}

/** Margin of the side in a contest: its best minus the best of all others. Null where it did not stand. */
export function marginOf(contest, side) {
  const standing = contest.candidates.filter((candidate) => !candidate.nota);
  const ours = standing.find((candidate) => isOurs(candidate, side)) ?? null;
  const other = standing.find((candidate) => !isOurs(candidate, side)) ?? null;
  if (ours === null || contest.valid_votes === 0) return { ours, votes: null, points: null };
  const votes = ours.votes - (other?.votes ?? 0);
  return { ours, votes, points: (100 * votes) / contest.valid_votes };
}

export function shareOf(contest, side) {
  const votes = contest.candidates.filter((candidate) => isOurs(candidate, side)).reduce((sum, { votes }) => sum + votes, 0);
  return votes === 0 ? null : votes / contest.valid_votes;
}

function classify(margin, led, segments, fall, limits) {
  if (margin.points === null) return 'not_contested';
  if (margin.votes < 0) return 'lost';
  if (margin.points < limits.narrow) return 'narrow';
  const trailed = segments > 0 && (segments - led) * 2 >= segments;
  return margin.points < limits.weak || trailed || fall > 10 ? 'weak' : 'strong';
}

export function standingOf(world, election, no, side, limits = { narrow: 5, weak: 10 }) {
  const contest = election.contests.get(no);
  const previous = world.elections.find((candidate) => candidate.id === election.previous);
  const before = previous?.contests.get(no);
  const margin = marginOf(contest, side);
  const earlier = before ? marginOf(before, side) : null;
  const acs = election.house === 'LS' ? [...world.acs.values()].filter((ac) => ac.pc === no) : [];
  const led = acs.filter((ac) => (marginOf(election.segments.get(ac.no), side).votes ?? -1) > 0).length;
  const fall = earlier?.points != null && margin.points !== null ? earlier.points - margin.points : 0;
  const name = classify(margin, led, acs.length, fall, limits);
  const place = election.house === 'LS' ? world.pcs.get(no) : world.acs.get(no);
  const lostKind = name === 'lost' ? (margin.points > -5 ? 'lost_close' : 'lost_far') : null;
  const share = shareOf(contest, side);
  const shareBefore = before ? shareOf(before, side) : null;
  const change = share !== null && shareBefore !== null ? 100 * (share - shareBefore) : null;
  const trend = world.elections.filter((e) => e.house === election.house && e.year <= election.year).map((e) => {
    const then = marginOf(e.contests.get(no), side);
    return { election: e.id, margin_points: then.points, class: classify(then, 1, 1, 0, limits), share: shareOf(e.contests.get(no), side) };
  });
  return {
    house: election.house, pc_no: election.house === 'LS' ? no : place.pc, ac_no: election.house === 'LS' ? null : no,
    name: place.name, reservation: place.reservation,
    districts: (place.districts ?? [place.district]).map((id) => world.districts.get(id) ?? { id, name: { en: id, hi: id } }),
    class: name, lost_kind: lostKind, lost_of_last_three: trend.slice(-3).filter((point) => point.class === 'lost').length,
    margin_votes: margin.votes, margin_points: margin.points, position: margin.ours?.position ?? null,
    winner: contest.candidates[0], runner_up: contest.candidates[1] ?? null, side_candidate: margin.ours,
    valid_votes: contest.valid_votes, nota: contest.nota, electors: contest.electors, turnout: contest.turnout,
    share, share_change_points: change, swing_points: change === null ? null : (margin.points - (earlier?.points ?? 0)) / 2,
    turnout_change_points: before && contest.turnout !== null && before.turnout !== null ? 100 * (contest.turnout - before.turnout) : null,
    segments_led: acs.length > 0 ? led : null, segments: acs.length > 0 ? acs.length : null,
    reasons: reasonsOf(name, margin, led, acs.length, fall), trend
  };
}

function reasonsOf(name, margin, led, segments, fall) {
  if (margin.points === null) return [{ code: 'not_contested', value: null, en: 'no candidate', hi: 'उम्मीदवार नहीं था' }];
  const size = Math.abs(margin.points).toFixed(1);
  const first = margin.votes < 0
    ? { code: 'lost_by', value: margin.points, en: `lost by ${size} points, number ${margin.ours.position}`, hi: `${size} अंक से हारे, स्थान ${margin.ours.position}` }
    : { code: 'won_by', value: margin.points, en: `won by ${size} points`, hi: `${size} अंक से जीते` };
  const more = [];
  if (name === 'weak' && segments > 0 && (segments - led) * 2 >= segments) {
    more.push({ code: 'trailed', value: segments - led, en: `trailed in ${segments - led} of ${segments} segments`, hi: `${segments} में से ${segments - led} क्षेत्रों में पीछे` });
  }
  if (name === 'weak' && fall > 10) {
    more.push({ code: 'fell', value: -fall, en: `lead fell by ${fall.toFixed(1)} points`, hi: `बढ़त ${fall.toFixed(1)} अंक घटी` });
  }
  return [first, ...more];
}
