import { readToml, tomlKey, tomlString, TomlProblem, type TomlTable, type TomlValue } from './toml';

/** A scenario as the page edits it and the server reads it (docs/formats.md#scenarios). Shares, follow and turnout: 0 to 1. */
export interface Bloc {
  name: string;
  parties: string[];
  share: number | null;
  follow: number | null;
  notIn: number[];
  candidates: { party: string; seats: number[] }[];
}

export interface Poll {
  house: string;
  people: number;
  /** By the bloc's name. */
  shares: Record<string, number>;
}

export const MODES = ['no_polls', 'given', 'polls'] as const;
export type Mode = (typeof MODES)[number];

export interface Scenario {
  election: string;
  mode: Mode;
  turnout: number | null;
  blocs: Bloc[];
  polls: Poll[];
}

export const BLOCS_MOST = 14;
/** The server's own name for everybody else. */
export const OTHERS = 'others';
const MODE_LETTERS: Record<string, Mode> = { a: 'given', b: 'no_polls', c: 'polls' };

const rounded = (value: number) => Number(value.toFixed(6));
const standing = (scenario: Scenario) => scenario.blocs.filter((bloc) => bloc.parties.length > 0);

/** The text that the server reads. A bloc without parties stands nowhere and is left out. */
export function toToml(scenario: Scenario): string {
  const lines = ['format = 1', `election = ${tomlString(scenario.election)}`, `mode = "${scenario.mode}"`];
  if (scenario.turnout !== null) lines.push(`turnout = ${rounded(scenario.turnout)}`);
  const blocs = standing(scenario);
  for (const bloc of blocs) {
    lines.push('', '[[bloc]]', `name = ${tomlString(bloc.name)}`, `parties = [${bloc.parties.map(tomlString).join(', ')}]`);
    if (bloc.share !== null) lines.push(`share = ${rounded(bloc.share)}`);
    if (bloc.follow !== null) lines.push(`follow = ${rounded(bloc.follow)}`);
    if (bloc.notIn.length > 0) lines.push(`not_in = [${bloc.notIn.join(', ')}]`);
    for (const { party, seats } of bloc.candidates.filter((one) => bloc.parties.includes(one.party))) {
      lines.push('', '[[bloc.candidate]]', `party = ${tomlString(party)}`, `seats = [${seats.join(', ')}]`);
    }
  }
  for (const poll of scenario.polls) {
    const shares = blocs.map(({ name }) => `${tomlKey(name)} = ${rounded(poll.shares[name] ?? 0)}`);
    lines.push('', '[[poll]]', `house = ${tomlString(poll.house)}`, `people = ${poll.people}`, `shares = { ${shares.join(', ')} }`);
  }
  return `${lines.join('\n')}\n`;
}

/** Reads a scenario's text. Errors: TomlProblem for what this page has no field for; the server may still take it. */
export function fromToml(text: string): Scenario {
  const table = readToml(text);
  only(table, ['format', 'election', 'mode', 'turnout', 'bloc', 'poll']);
  const mode = table.mode === undefined ? 'no_polls' : string(table.mode).toLowerCase();
  return {
    election: string(table.election),
    mode: MODES.find((one) => one === mode) ?? MODE_LETTERS[mode] ?? unread(mode),
    turnout: numberOrNull(table.turnout),
    blocs: tables(table.bloc).map(readBloc),
    polls: tables(table.poll).map(readPoll)
  };
}

function readBloc(table: TomlTable): Bloc {
  only(table, ['name', 'parties', 'share', 'follow', 'not_in', 'candidate']);
  return {
    name: string(table.name),
    parties: list(table.parties).map(string),
    share: numberOrNull(table.share),
    follow: numberOrNull(table.follow),
    notIn: list(table.not_in).map(number),
    candidates: tables(table.candidate).map((one) => ({ party: string(one.party), seats: list(one.seats).map(number) }))
  };
}

function readPoll(table: TomlTable): Poll {
  only(table, ['house', 'people', 'shares']);
  const [shares] = tables([table.shares ?? unread('shares')]);
  return {
    house: string(table.house),
    people: numberOrNull(table.people) ?? 1000,
    shares: Object.fromEntries(Object.entries(shares!).map(([name, share]) => [name, number(share)]))
  };
}

function unread(found: unknown): never {
  throw new TomlProblem(0, String(found));
}

function only(table: TomlTable, known: string[]): void {
  for (const key of Object.keys(table)) if (!known.includes(key)) unread(key);
}

function string(value: TomlValue | undefined): string {
  return typeof value === 'string' && value !== '' ? value : unread(value);
}

function number(value: TomlValue): number {
  return typeof value === 'number' ? value : unread(value);
}

function numberOrNull(value: TomlValue | undefined): number | null {
  return value === undefined ? null : number(value);
}

function list(value: TomlValue | undefined): TomlValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : unread(value);
}

function tables(value: TomlValue | undefined): TomlTable[] {
  return list(value).map((one) => (typeof one === 'object' && !Array.isArray(one) ? one : unread(one)));
}

/** What all others together have, where shares are given. */
export function othersShare(scenario: Scenario): number {
  return Math.max(0, 1 - standing(scenario).reduce((sum, bloc) => sum + (bloc.share ?? 0), 0));
}

/** Sets a bloc's share; never more than the others leave. */
export function withShare(scenario: Scenario, name: string, share: number): Scenario {
  const rest = standing(scenario).reduce((sum, bloc) => sum + (bloc.name === name ? 0 : (bloc.share ?? 0)), 0);
  const most = Math.max(0, 1 - rest);
  return changed(scenario, name, { share: rounded(Math.min(Math.max(share, 0), most)) });
}

export function changed(scenario: Scenario, name: string, change: Partial<Bloc>): Scenario {
  return { ...scenario, blocs: scenario.blocs.map((bloc) => (bloc.name === name ? { ...bloc, ...change } : bloc)) };
}

/** Sets the mode; where shares are to be given, those not yet there start from what the bloc's parties last had. */
export function withMode(scenario: Scenario, mode: Mode, last: Map<string, number>): Scenario {
  const polled = (bloc: Bloc) => rounded(bloc.parties.reduce((sum, party) => sum + (last.get(party) ?? 0), 0));
  if (mode === 'given') {
    return scenario.blocs
      .filter((bloc) => bloc.share === null)
      .reduce<Scenario>((so, bloc) => withShare(so, bloc.name, polled(bloc)), { ...scenario, mode });
  }
  if (mode === 'polls' && scenario.polls.length === 0) {
    const shares = Object.fromEntries(scenario.blocs.map((bloc) => [bloc.name, bloc.share ?? polled(bloc)]));
    return { ...scenario, mode, polls: [{ house: '1', people: 1000, shares }] };
  }
  return { ...scenario, mode };
}

/** Moves a party into a bloc, or to none (all others). */
export function moveParty(scenario: Scenario, party: string, to: string | null): Scenario {
  return {
    ...scenario,
    blocs: scenario.blocs.map((bloc) => {
      const without = bloc.parties.filter((one) => one !== party);
      const parties = bloc.name === to ? [...without, party] : without;
      return { ...bloc, parties, candidates: bloc.candidates.filter((one) => parties.includes(one.party)) };
    })
  };
}

/** Whether a name can be a bloc's: there, not another's, not that of all others. */
export function nameIsFree(scenario: Scenario, name: string, own: string | null = null): boolean {
  const wanted = name.trim().toLowerCase();
  return wanted !== '' && wanted !== OTHERS && !scenario.blocs.some((bloc) => bloc.name !== own && bloc.name.toLowerCase() === wanted);
}

/** A new bloc with one party, which leaves the bloc that it was in. */
export function withNewBloc(scenario: Scenario, name: string, party: string): Scenario {
  const bloc: Bloc = { name: name.trim(), parties: [], share: scenario.mode === 'given' ? 0 : null, follow: null, notIn: [], candidates: [] };
  return moveParty({ ...scenario, blocs: [...scenario.blocs, bloc] }, party, bloc.name);
}

export function renamed(scenario: Scenario, from: string, to: string): Scenario {
  const name = to.trim();
  const polls = scenario.polls.map((poll) => ({
    ...poll,
    shares: Object.fromEntries(Object.entries(poll.shares).map(([key, share]) => [key === from ? name : key, share]))
  }));
  return { ...changed(scenario, from, { name }), polls };
}

export function withoutBloc(scenario: Scenario, name: string): Scenario {
  return { ...scenario, blocs: scenario.blocs.filter((bloc) => bloc.name !== name) };
}

/** A poll's share of a bloc; never more than the others leave. */
export function withPollShare(scenario: Scenario, at: number, name: string, share: number): Scenario {
  return {
    ...scenario,
    polls: scenario.polls.map((poll, index) => {
      if (index !== at) return poll;
      const rest = standing(scenario).reduce((sum, bloc) => sum + (bloc.name === name ? 0 : (poll.shares[bloc.name] ?? 0)), 0);
      return { ...poll, shares: { ...poll.shares, [name]: rounded(Math.min(Math.max(share, 0), Math.max(0, 1 - rest))) } };
    })
  };
}
