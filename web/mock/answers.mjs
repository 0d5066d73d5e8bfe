// One function an address of docs/api.md; each answers with a plain value, or throws a problem.
import { isOurs, marginOf, shareOf, sideOf, standingOf } from './standing.mjs';
import { gridCells } from './world.mjs';

const STAMP = '2026-11-23T10:00:00Z';
const both = (en, hi) => ({ en, hi });
const one = (value) => (value === null ? '–' : Math.abs(value).toFixed(1));

export class ProblemJson extends Error {
  constructor(status, title, detail, detail_hi, more = {}) {
    super(detail);
    this.body = { type: 'about:blank', title, status, detail, detail_hi, ...more };
  }
}

function sourcesOf(election) {
  return [{ run: election.house === 'LS' ? 1 : 2, kind: 'results', files: [{ name: `${election.id}.csv`, sha256: 'ab12' }],
    imported_at: STAMP, source: 'Development copy of published results', synthetic: election.synthetic }];
}

const bare = ({ alliances, allianceOf, contests, segments, ...election }) => election;

function find(world, id) {
  const election = world.elections.find((candidate) => candidate.id === id);
  if (!election) throw new ProblemJson(404, 'unknown election', `There is no election ${id}.`, `${id} नाम का कोई चुनाव नहीं है।`, { choices: world.elections.map((e) => e.id) });
  return election;
}

export function state(world) {
  return { code: 'UP', name: both('Uttar Pradesh', 'उत्तर प्रदेश'), seats: { LS: 80, VS: 403 }, districts: 75,
    elections: world.elections.map(bare), boundaries: { pc: true, ac: true, district: true }, synthetic: false, version: '0.1.0',
    default: defaultView(world) };
}

/** The latest Lok Sabha election and its largest side. */
function defaultView(world) {
  const latest = world.elections.filter((election) => election.house === 'LS').at(-1);
  if (!latest) return { election: null, side: null };
  const { alliances, parties } = sides(world, latest.id);
  const [largest] = [...alliances, ...parties].sort((a, b) => b.seats_won - a.seats_won);
  return { election: latest.id, side: largest.id };
}

export function sides(world, id) {
  const election = find(world, id);
  const totals = new Map();
  let all = 0;
  for (const contest of election.contests.values()) {
    all += contest.valid_votes;
    for (const candidate of contest.candidates.filter((c) => !c.nota)) {
      const total = totals.get(candidate.party) ?? { votes: 0, seats_won: 0, candidates: 0 };
      total.votes += candidate.votes;
      total.candidates += 1;
      if (candidate.position === 1) total.seats_won += 1;
      totals.set(candidate.party, total);
    }
  }
  const parties = [...totals].map(([party, total]) => ({ id: party, name: world.parties.get(party) ?? both(party, party), ...total, share: total.votes / all }))
    .sort((a, b) => b.votes - a.votes);
  const alliances = election.alliances.map((alliance) => {
    const members = parties.filter((party) => alliance.parties.includes(party.id));
    const votes = members.reduce((sum, party) => sum + party.votes, 0);
    return { ...alliance, votes, share: votes / all, seats_won: members.reduce((sum, party) => sum + party.seats_won, 0) };
  });
  return { election: id, alliances, parties };
}

export function focus(world, query) {
  const election = find(world, query.get('election'));
  const side = sideOf(world, election, query.get('side'));
  const limits = { narrow: Number(query.get('narrow') ?? 5), weak: Number(query.get('weak') ?? 10) };
  const seats = [...election.contests.keys()].sort((a, b) => a - b).map((no) => standingOf(world, election, no, side, limits));
  const of = (name) => seats.filter((seat) => seat.class === name);
  const won = seats.filter((seat) => seat.margin_votes > 0);
  const lost = of('lost');
  const sum = (key) => seats.reduce((total, seat) => total + (seat[key] ?? 0), 0);
  const votes = seats.reduce((total, seat) => total + Math.round((seat.share ?? 0) * seat.valid_votes), 0);
  const number = (seat) => seat.ac_no ?? seat.pc_no;
  const before = world.elections.find((candidate) => candidate.id === election.previous);
  const wonBefore = before ? new Set([...before.contests].filter(([, contest]) => (marginOf(contest, side).votes ?? -1) > 0).map(([no]) => no)) : null;
  const pick = (code, seat, en, hi) => ({ code, seat: number(seat), name: seat.name, text: both(en, hi) });
  const closestLoss = [...lost].sort((a, b) => b.margin_points - a.margin_points)[0];
  const closestWin = [...won].sort((a, b) => a.margin_points - b.margin_points)[0];
  const fallen = [...won].filter((seat) => seat.swing_points !== null).sort((a, b) => a.swing_points - b.swing_points)[0];
  const attention = [
    closestLoss && pick('lost_by_fewest', closestLoss, `lost by ${one(closestLoss.margin_points)} points, the closest loss`, `${one(closestLoss.margin_points)} अंक से हारे, सबसे कम अंतर की हार`),
    closestWin && pick('won_by_fewest', closestWin, `won by ${one(closestWin.margin_points)} points, the closest win`, `${one(closestWin.margin_points)} अंक से जीते, सबसे कम अंतर की जीत`),
    fallen && pick('fell_most', fallen, `swing of ${one(fallen.swing_points)} points against`, `${one(fallen.swing_points)} अंक का उल्टा झुकाव`)
  ].filter(Boolean);
  const districts = new Map();
  for (const seat of seats) {
    for (const district of seat.districts) {
      const total = districts.get(district.id) ?? { ...district, seats: 0, won: 0, narrow: 0, weak: 0, lost: 0 };
      total.seats += 1;
      if (seat.margin_votes > 0) total.won += 1;
      if (['narrow', 'weak', 'lost'].includes(seat.class)) total[seat.class] += 1;
      districts.set(district.id, total);
    }
  }
  const narrow = of('narrow').length;
  return {
    election: bare(election), side, thresholds: { narrow_points: limits.narrow, weak_points: limits.weak, fell_points: 10 },
    summary: { seats: seats.length, won: won.length, lost: lost.length, narrow, weak: of('weak').length, strong: of('strong').length,
      lost_close: lost.filter((s) => s.lost_kind === 'lost_close').length, lost_far: lost.filter((s) => s.lost_kind === 'lost_far').length,
      not_contested: of('not_contested').length, votes, share: votes / sum('valid_votes'),
      turnout: sum('electors') > 0 ? (sum('valid_votes') + sum('nota')) / sum('electors') : null,
      sentence: both(`Won ${won.length} of ${seats.length} (${narrow} of them narrowly), lost ${lost.length}`, `${seats.length} में ${won.length} जीतीं (इनमें ${narrow} कम अंतर से), ${lost.length} हारीं`) },
    previous: wonBefore && { election: before.id, won: wonBefore.size, share: null,
      gained: won.map(number).filter((no) => !wonBefore.has(no)), lost: [...wonBefore].filter((no) => !won.some((seat) => number(seat) === no)),
      sentence: both(`${wonBefore.size} in ${before.name.en}, ${won.length} now`, `${before.name.hi} में ${wonBefore.size}, अब ${won.length}`) },
    attention, districts: [...districts.values()].sort((a, b) => a.id.localeCompare(b.id)), seats, sources: sourcesOf(election), synthetic: false
  };
}

function segmentRow(world, election, ac, side, whole) {
  const contest = election.segments ? election.segments.get(ac.no) : election.contests.get(ac.no);
  const margin = marginOf(contest, side);
  return { ac_no: ac.no, name: ac.name, valid_votes: contest.valid_votes, leader: contest.candidates[0], margin_votes: margin.votes,
    margin_points: margin.points, side_share: shareOf(contest, side), led: (margin.votes ?? -1) > 0,
    booths: world.booths.stations.get(ac.no)?.length ?? null, coverage: null,
    margin_made: whole && margin.votes !== null ? margin.votes / whole : null };
}

export function seat(world, pcNo, query) {
  const place = world.pcs.get(pcNo);
  if (!place) throw new ProblemJson(404, 'unknown seat', `There is no seat ${pcNo}.`, `${pcNo} क्रमांक की कोई सीट नहीं है।`);
  const election = find(world, query.get('election') ?? world.elections.filter((e) => e.house === 'LS').at(-1)?.id);
  const side = sideOf(world, election, query.get('side'));
  const acs = [...world.acs.values()].filter((ac) => ac.pc === pcNo);
  const standing = standingOf(world, election, pcNo, side);
  const lok = world.elections.filter((e) => e.house === 'LS');
  return {
    pc_no: pcNo, name: place.name, reservation: place.reservation, districts: standing.districts,
    segments_list: acs.map((ac) => ({ ac_no: ac.no, name: ac.name })), side, election: bare(election), standing,
    sentence: both(`${standing.margin_votes > 0 ? 'Won' : 'Lost'} by ${Math.abs(standing.margin_votes ?? 0).toLocaleString('en-IN')} votes`,
      `${Math.abs(standing.margin_votes ?? 0).toLocaleString('en-IN')} मतों से ${standing.margin_votes > 0 ? 'जीती' : 'हारी'}`),
    results: lok.map((e) => {
      const contest = e.contests.get(pcNo);
      const [first, second] = contest.candidates;
      const own = marginOf(contest, side);
      return { election: e.id, ...contest, margin_votes: first.votes - second.votes, margin_points: (100 * (first.votes - second.votes)) / contest.valid_votes,
        standing: own.points === null ? null : { class: standingOf(world, e, pcNo, side).class, margin_points: own.points, margin_votes: own.votes } };
    }),
    assembly: world.elections.filter((e) => e.house === 'VS').map((e) => assemblyVotes(e, acs, side)),
    segments: acs.map((ac) => segmentRow(world, election, ac, side, standing.margin_votes)),
    by_elections: [], neighbours: [pcNo - 1, pcNo + 1].filter((no) => world.pcs.has(no)), sources: sourcesOf(election), synthetic: false
  };
}

function assemblyVotes(election, acs, side) {
  const contests = acs.map((ac) => election.contests.get(ac.no));
  const valid = contests.reduce((sum, contest) => sum + contest.valid_votes, 0);
  const margins = contests.map((contest) => marginOf(contest, side));
  const ours = contests.flatMap((contest) => contest.candidates.filter((c) => isOurs(c, side))).reduce((sum, c) => sum + c.votes, 0);
  return { election: election.id, shares: [], segments_led: margins.filter((m) => (m.votes ?? -1) > 0).length, segments: acs.length,
    side_share: ours / valid, lead_points: (100 * margins.reduce((sum, m) => sum + (m.votes ?? 0), 0)) / valid };
}

export function compare(world, query) {
  const [from, to] = [find(world, query.get('from')), find(world, query.get('to'))];
  const unit = from.house === 'LS' && to.house === 'LS' ? 'pc' : 'ac';
  const side = sideOf(world, to, query.get('side'));
  const places = unit === 'pc' ? [...world.pcs.values()] : [...world.acs.values()];
  const contest = (election, no) => (unit === 'ac' && election.segments ? election.segments.get(no) : election.contests.get(no));
  const rough = (margin) => (margin.points === null ? 'not_contested' : margin.points < 0 ? 'lost' : margin.points < 5 ? 'narrow' : margin.points < 10 ? 'weak' : 'strong');
  const rows = places.map((place) => {
    const [a, b] = [contest(from, place.no), contest(to, place.no)];
    const [before, after] = [marginOf(a, side), marginOf(b, side)];
    const [shareA, shareB] = [shareOf(a, side), shareOf(b, side)];
    return { pc_no: place.pc ?? place.no, ac_no: unit === 'ac' ? place.no : null, name: place.name,
      from: { share: shareA, margin_points: before.points, class: rough(before) }, to: { share: shareB, margin_points: after.points, class: rough(after) },
      share_change_points: shareA !== null && shareB !== null ? 100 * (shareB - shareA) : null,
      swing_points: before.points !== null && after.points !== null ? (after.points - before.points) / 2 : null,
      turnout_change_points: null, winner_from: a.candidates[0].party, winner_to: b.candidates[0].party };
  });
  const flows = new Map();
  for (const row of rows) flows.set(`${row.from.class}>${row.to.class}`, (flows.get(`${row.from.class}>${row.to.class}`) ?? 0) + 1);
  const swings = rows.flatMap((row) => row.swing_points ?? []);
  const swing = swings.reduce((sum, value) => sum + value, 0) / Math.max(1, swings.length);
  return { from: bare(from), to: bare(to), side, unit, sentence: both(`A swing of ${swing.toFixed(1)} points`, `${swing.toFixed(1)} अंक का झुकाव`), share_change_points: swing, swing_points: swing, rows,
    flows: [...flows].map(([key, seats]) => ({ from: key.split('>')[0], to: key.split('>')[1], seats })), sources: [...sourcesOf(from), ...sourcesOf(to)].filter((s, i, all) => all.findIndex((x) => x.run === s.run) === i), synthetic: false };
}

export function hexagons(world, level) {
  const places = level === 'pc' ? [...world.pcs.values()].map((pc) => ({ no: pc.no, at: centreOf(world, pc.no) })) : [...world.acs.values()];
  return { level, cells: gridCells(places, level === 'pc' ? 11 : 24) };
}

function centreOf(world, pcNo) {
  const points = [...world.acs.values()].filter((ac) => ac.pc === pcNo).map((ac) => ac.at);
  const mean = (key) => points.reduce((sum, point) => sum + point[key], 0) / points.length;
  return { x: mean('x'), y: mean('y') };
}

export function search(world, q) {
  const wanted = q.toLowerCase();
  const matches = ({ name }) => name.en.toLowerCase().includes(wanted) || name.hi.includes(wanted);
  const results = [
    ...[...world.pcs.values()].filter(matches).map((pc) => ({ kind: 'pc', no: pc.no, id: null, name: pc.name, where: both(pc.districts.join(', '), pc.districts.map((d) => world.districts.get(d)?.name.hi ?? d).join(', ')) })),
    ...[...world.acs.values()].filter(matches).map((ac) => ({ kind: 'ac', no: ac.no, id: null, name: ac.name, where: world.districts.get(ac.district)?.name ?? both(ac.district, ac.district) })),
    ...[...world.districts.values()].filter(matches).map((d) => ({ kind: 'district', no: null, id: d.id, name: d.name, where: both('Uttar Pradesh', 'उत्तर प्रदेश') }))
  ];
  return { results: results.slice(0, 12) };
}

export { bare, both, find, sourcesOf };
