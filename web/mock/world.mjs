// What the mock knows: elections, contests and booths of a data folder, in the shapes that answers.mjs needs.
import { grouped, number, table } from './csv.mjs';

const HINDI_HOUSE = { LS: 'लोक सभा', VS: 'विधान सभा' };
const ENGLISH_HOUSE = { LS: 'Lok Sabha', VS: 'Vidhan Sabha' };

const title = (text) => text.toLowerCase().replace(/(^|[\s(-])\p{L}/gu, (letter) => letter.toUpperCase());

function candidates(rows, votesKey, allianceOf) {
  const nota = rows.filter((row) => row.party === 'NOTA');
  const valid = rows.filter((row) => row.party !== 'NOTA').reduce((sum, row) => sum + Number(row[votesKey]), 0);
  const list = rows
    .filter((row) => row.party !== 'NOTA')
    .map((row) => ({ row, votes: Number(row[votesKey]) }))
    .sort((a, b) => b.votes - a.votes)
    .map(({ row, votes }, index) => ({
      position: index + 1,
      candidate: title(row.candidate),
      party: row.party,
      alliance: allianceOf(row.party),
      votes,
      share: valid > 0 ? votes / valid : null,
      nota: false
    }));
  const notaVotes = nota.length > 0 ? Number(nota[0][votesKey]) : null;
  if (notaVotes !== null) {
    list.push({ position: list.length + 1, candidate: 'NOTA', party: 'NOTA', alliance: null, votes: notaVotes, share: null, nota: true });
  }
  return { candidates: list, valid_votes: valid, nota: notaVotes };
}

function contest(rows, votesKey, allianceOf) {
  const electors = number(rows[0].electors);
  const turnout = number(rows[0].turnout_pct);
  return { ...candidates(rows, votesKey, allianceOf), electors, turnout: turnout === null ? null : turnout / 100 };
}

export function readWorld(folder, hindi = {}) {
  const alliances = table(folder, 'alliances.csv');
  const allianceOf = (house, year) => (party) =>
    alliances.find((a) => a.house === house && Number(a.year) === year && a.parties.split(';').includes(party))?.alliance ?? null;
  const elections = [];
  const add = (house, year, rows, key, votesKey, segments) => {
    if (rows.length === 0) return;
    const contests = new Map([...grouped(rows, (row) => Number(row[key]))].map(([no, group]) => [no, contest(group, votesKey, allianceOf(house, year))]));
    elections.push({
      id: `${house}-${year}`, house, year, kind: 'general', boundaries: '2008', seats: contests.size, comparable: true,
      has: { segments: segments !== null, booths: 0 },
      name: { en: `${ENGLISH_HOUSE[house]} ${year}`, hi: `${HINDI_HOUSE[house]} ${year}` },
      previous: elections.filter((e) => e.house === house).at(-1)?.id ?? null, synthetic: false,
      alliances: alliances.filter((a) => a.house === house && Number(a.year) === year).map((a) => ({ id: a.alliance, parties: a.parties.split(';') })),
      allianceOf: allianceOf(house, year), contests, segments
    });
  };
  const lokSabha = grouped(table(folder, 'pc_results_2009_2019.csv'), (row) => Number(row.year));
  for (const [year, rows] of [...lokSabha].sort((a, b) => a[0] - b[0])) {
    const byAc = table(folder, `pc_results_by_ac_${year}.csv`);
    const segments = new Map([...grouped(byAc, (row) => Number(row.ac_no))].map(([no, group]) => [no, candidates(group, 'evm_votes', allianceOf('LS', year))]));
    add('LS', year, rows, 'pc_no', 'votes', segments);
  }
  for (const year of [2012, 2017, 2022]) add('VS', year, table(folder, `ac_results_${year}.csv`), 'ac_no', 'votes', null);
  const named = (en, hi) => ({ en, hi: hi ?? en });
  const acs = new Map(table(folder, 'assembly_constituencies.csv').map((row) => [Number(row.ac_no), {
    no: Number(row.ac_no), pc: Number(row.pc_no), name: named(title(row.ac_name_alt || row.ac_name), hindi.ac?.get(Number(row.ac_no))),
    reservation: row.reservation, district: row.district, at: { x: Number(row.point_lon), y: Number(row.point_lat) }
  }]));
  const pcs = new Map(table(folder, 'parliamentary_constituencies.csv').map((row) => [Number(row.pc_no), {
    no: Number(row.pc_no), name: named(title(row.pc_name), hindi.pc?.get(Number(row.pc_no))),
    reservation: row.reservation, districts: row.districts.split(';')
  }]));
  const districts = new Map(table(folder, 'districts.csv').map((row) => [row.district, { id: row.district, name: named(row.district, row.district_hi) }]));
  const parties = new Map(table(folder, 'parties.csv').map((row) => [row.party, named(row.name, row.name_hi)]));
  const booths = readBooths(folder);
  const ls2014 = elections.find((election) => election.id === 'LS-2014');
  if (ls2014) ls2014.has.booths = booths.stations.size;
  return { elections, acs, pcs, districts, parties, booths };
}

function readBooths(folder) {
  const stations = grouped(table(folder, 'booth_ls2014_stations.csv'), (row) => Number(row.ac_no));
  const votes = grouped(table(folder, 'booth_ls2014_votes.csv'), (row) => `${row.ac_no}/${row.booth_no}`);
  const standing = new Map(table(folder, 'booth_ls2014_candidates.csv').map((row) => [`${row.pc_no}/${row.cand_no}`, row]));
  return { stations, votes, standing };
}

/** Hexagon cells on a plain grid: good enough to develop against. */
export function gridCells(places, columns) {
  const byLatitude = [...places].sort((a, b) => b.at.y - a.at.y);
  const rows = Math.ceil(places.length / columns);
  return Array.from({ length: rows }, (_, row) =>
    byLatitude.slice(row * columns, (row + 1) * columns).sort((a, b) => a.at.x - b.at.x)
      .map((place, column) => ({ no: place.no, column, row }))).flat();
}
