// Segment and booth answers of the mock, from the booth sheets of one election.
import { bare, both, find, ProblemJson, sourcesOf } from './answers.mjs';
import { isOurs, marginOf, shareOf, sideOf } from './standing.mjs';
import { number } from './csv.mjs';

function boothClass(points) {
  if (points === null) return 'missing';
  if (Math.abs(points) < 1) return 'not_certain';
  if (points < 0) return 'lost';
  return points < 5 ? 'narrow' : points < 10 ? 'weak' : 'strong';
}

function boothContest(world, ac, station, election) {
  const votes = world.booths.votes.get(`${ac.no}/${station.booth_no}`) ?? [];
  const all = votes.map((row) => {
    const candidate = world.booths.standing.get(`${ac.pc}/${row.cand_no}`);
    return { candidate: candidate.candidate, party: candidate.party, alliance: election.allianceOf(candidate.party), votes: Number(row.votes), nota: candidate.party === 'NOTA' };
  });
  const standing = all.filter((c) => !c.nota).sort((a, b) => b.votes - a.votes);
  const valid = standing.reduce((sum, c) => sum + c.votes, 0);
  const nota = all.find((c) => c.nota);
  const candidates = [...standing, ...(nota ? [nota] : [])].map((c, index) => ({ position: index + 1, ...c, share: c.nota || valid === 0 ? null : c.votes / valid }));
  return { candidates, valid_votes: valid, nota: nota?.votes ?? null };
}

function boothOf(world, ac, station, election, side) {
  const contest = boothContest(world, ac, station, election);
  const missing = contest.valid_votes === 0;
  const margin = missing ? { votes: null, points: null } : marginOf(contest, side);
  const electors = number(station.electors);
  const voters = missing ? null : number(station.turnout);
  const lead = margin.points === null ? null : margin.points / 100;
  return {
    ac_no: ac.no, part: station.booth_no, part_no: Number(station.booth_no), suffix: '', name: station.booth_name, electors,
    turnout: electors && voters ? voters / electors : null, voters, valid_votes: missing ? null : contest.valid_votes, nota: contest.nota,
    leader: contest.candidates[0] && !missing ? { party: contest.candidates[0].party, votes: contest.candidates[0].votes, share: contest.candidates[0].share } : null,
    margin_votes: margin.votes, margin_points: margin.points, side_share: missing ? null : shareOf(contest, side), class: boothClass(margin.points),
    class_probability: missing ? null : 0.8, lead_estimate: lead, lead_interval: lead === null ? null : [lead - 0.05, lead + 0.05], missing,
    missing_reason: missing ? both('the sheet prints zero votes', 'सूची में शून्य मत छपे हैं') : null,
    warnings: electors !== null && contest.valid_votes > electors ? ['votes_above_electors'] : []
  };
}

export function segment(world, acNo, query) {
  const ac = world.acs.get(acNo);
  if (!ac) throw new ProblemJson(404, 'unknown segment', `There is no segment ${acNo}.`, `${acNo} क्रमांक का कोई क्षेत्र नहीं है।`);
  const election = find(world, query.get('election') ?? 'LS-2014');
  const side = sideOf(world, election, query.get('side'));
  const contest = election.segments ? election.segments.get(acNo) : election.contests.get(acNo);
  const margin = marginOf(contest, side);
  const stations = election.id === 'LS-2014' ? (world.booths.stations.get(acNo) ?? null) : null;
  const list = stations?.map((station) => boothOf(world, ac, station, election, side)) ?? [];
  const bins = Array.from({ length: 20 }, (_, index) => {
    const inside = list.filter((b) => b.margin_points !== null && Math.min(19, Math.floor((b.margin_points + 100) / 10)) === index);
    return { from: index * 10 - 100, to: index * 10 - 90, stations: inside.length, margin_votes: inside.reduce((sum, b) => sum + b.margin_votes, 0) };
  });
  const shown = list.reduce((sum, b) => sum + (b.valid_votes ?? 0), 0);
  const classes = {};
  for (const booth of list) classes[booth.class] = (classes[booth.class] ?? 0) + 1;
  const size = Math.abs(margin.votes ?? 0).toLocaleString('en-IN');
  return {
    ac_no: acNo, name: ac.name, reservation: ac.reservation, district: world.districts.get(ac.district), pc: { pc_no: ac.pc, name: world.pcs.get(ac.pc).name },
    side, election: bare(election), sentence: both(`${margin.votes > 0 ? 'Led' : 'Trailed'} by ${size} votes`, `${size} मतों से ${margin.votes > 0 ? 'आगे' : 'पीछे'}`),
    result: { ...contest, electors: null, turnout: null, margin_votes: margin.votes, margin_points: margin.points },
    history: world.elections.map((e) => {
      const then = e.segments ? e.segments.get(acNo) : e.contests.get(acNo);
      const m = marginOf(then, side);
      return { election: e.id, house: e.house, valid_votes: then.valid_votes, leader: then.candidates[0], margin_votes: m.votes, margin_points: m.points, side_share: shareOf(then, side) };
    }),
    booth_elections: world.booths.stations.has(acNo) ? ['LS-2014'] : [],
    booths: stations && { stations: list.length, missing: list.filter((b) => b.missing).length, coverage: shown / contest.valid_votes, shown_votes: shown, official_votes: contest.valid_votes, distribution: bins, classes, list },
    sources: sourcesOf(election), synthetic: false
  };
}

export function booth(world, acNo, part, query) {
  const ac = world.acs.get(acNo);
  const stations = world.booths.stations.get(acNo) ?? [];
  const index = stations.findIndex((station) => station.booth_no === part);
  if (index < 0) throw new ProblemJson(404, 'unknown booth', `There is no booth ${acNo}/${part}.`, `बूथ ${acNo}/${part} नहीं है।`);
  const election = find(world, 'LS-2014');
  const side = sideOf(world, election, query.get('side'));
  const list = stations.map((station) => boothOf(world, ac, station, election, side));
  const here = list[index];
  const rank = (key) => 1 + list.filter((b) => b[key] !== null && b[key] > (here[key] ?? Infinity)).length;
  return {
    booth: here, candidates: boothContest(world, ac, stations[index], election).candidates.filter((c) => c.votes > 0), history: [],
    segment: { ac_no: acNo, name: ac.name }, pc: { pc_no: ac.pc, name: world.pcs.get(ac.pc).name }, election: bare(election), side,
    rank: here.missing ? null : { of: list.length, by_lead: rank('margin_points'), by_votes: rank('valid_votes') },
    previous_part: stations[index - 1]?.booth_no ?? null, next_part: stations[index + 1]?.booth_no ?? null,
    sentence: both(here.missing ? 'No votes are printed for this booth' : `${here.margin_votes > 0 ? 'Led' : 'Trailed'} by ${Math.abs(here.margin_votes ?? 0)} votes`,
      here.missing ? 'इस बूथ के मत छपे नहीं हैं' : `${Math.abs(here.margin_votes ?? 0)} मतों से ${here.margin_votes > 0 ? 'आगे' : 'पीछे'}`),
    sources: sourcesOf(election), synthetic: false
  };
}
