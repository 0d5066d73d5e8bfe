import { describe, expect, it } from 'vitest';
import { changed, fromToml, moveParty, nameIsFree, othersShare, renamed, toToml, withMode, withNewBloc, withoutBloc, withPollShare, withShare, type Scenario } from './scenario';
import { readToml, TomlProblem, tomlKey, tomlString } from './toml';

const bloc = (name: string, parties: string[], more = {}) => ({ name, parties, share: null, follow: null, notIn: [], candidates: [], ...more });
const scenario: Scenario = {
  election: 'LS-2029', mode: 'no_polls', turnout: null, polls: [],
  blocs: [bloc('One', ['AA', 'BB']), bloc('Two', ['CC'])]
};
const last = new Map([['AA', 0.4], ['BB', 0.1], ['CC', 0.3]]);

describe('a scenario', () => {
  it('is read from what the server begins with', () => {
    const text = 'format = 1\nelection = "LS-2024"\nmode = "no_polls"\n\n[[bloc]]\nname = "NDA"\nparties = ["ADAL", "BJP"]\n';
    expect(fromToml(text)).toEqual({ ...scenario, election: 'LS-2024', blocs: [bloc('NDA', ['ADAL', 'BJP'])] });
  });

  it('comes back the same from its text, with every setting', () => {
    const full: Scenario = {
      election: 'LS-2029', mode: 'polls', turnout: 0.6,
      blocs: [
        bloc('हमारा "मोर्चा"', ['AA', 'BB'], { share: 0.41, follow: 0.75, notIn: [3, 7], candidates: [{ party: 'BB', seats: [1, 2] }] }),
        bloc('Two', ['CC'], { share: 0.3 })
      ],
      polls: [{ house: 'पहला', people: 1500, shares: { 'हमारा "मोर्चा"': 0.42, Two: 0.33 } }]
    };
    expect(fromToml(toToml(full))).toEqual(full);
  });

  it('leaves a bloc without parties out of the text', () => {
    expect(toToml(moveParty(scenario, 'CC', 'One'))).not.toContain('Two');
  });

  it('takes letters as modes, as the server does', () => {
    expect(fromToml('election = "LS-2029"\nmode = "A"\n').mode).toBe('given');
  });

  it('is refused where it has a setting without a field here', () => {
    expect(() => fromToml('election = "LS-2029"\nsurprise = 1\n')).toThrow(TomlProblem);
    expect(() => fromToml('election = "LS-2029"\nmode = "x"\n')).toThrow(TomlProblem);
    expect(() => fromToml('mode = "given"\n')).toThrow(TomlProblem);
  });
});

describe('shares', () => {
  it('never add up to more than all', () => {
    const given = withShare(withShare({ ...scenario, mode: 'given' }, 'One', 0.7), 'Two', 0.5);
    expect(given.blocs[1]!.share).toBe(0.3);
    expect(othersShare(given)).toBeCloseTo(0);
    expect(withShare(given, 'Two', -1).blocs[1]!.share).toBe(0);
  });

  it('start from what the parties last had', () => {
    expect(withMode(scenario, 'given', last).blocs.map((one) => one.share)).toEqual([0.5, 0.3]);
    expect(withMode(changed(scenario, 'One', { share: 0.6 }), 'given', last).blocs[0]!.share).toBe(0.6);
  });

  it('of a poll are those of the blocs, and all together at most all', () => {
    const polls = withMode(scenario, 'polls', last);
    expect(polls.polls[0]!.shares).toEqual({ One: 0.5, Two: 0.3 });
    expect(withPollShare(polls, 0, 'Two', 0.9).polls[0]!.shares.Two).toBe(0.5);
  });
});

describe('blocs', () => {
  it('give a party away and take it', () => {
    const moved = moveParty(scenario, 'BB', 'Two');
    expect(moved.blocs.map((one) => one.parties)).toEqual([['AA'], ['CC', 'BB']]);
    expect(moveParty(moved, 'BB', null).blocs.map((one) => one.parties)).toEqual([['AA'], ['CC']]);
  });

  it('keep candidates of their own parties only', () => {
    const named = changed(scenario, 'One', { candidates: [{ party: 'BB', seats: [1] }] });
    expect(moveParty(named, 'BB', 'Two').blocs[0]!.candidates).toEqual([]);
  });

  it('are made with a party, renamed in polls too, and dropped', () => {
    expect(withNewBloc(scenario, ' Three ', 'BB').blocs[2]).toEqual(bloc('Three', ['BB']));
    const polls = renamed(withMode(scenario, 'polls', last), 'Two', 'Second');
    expect(polls.blocs[1]!.name).toBe('Second');
    expect(polls.polls[0]!.shares.Second).toBe(0.3);
    expect(withoutBloc(scenario, 'One').blocs.map((one) => one.name)).toEqual(['Two']);
  });

  it('have names of their own', () => {
    expect(nameIsFree(scenario, 'two')).toBe(false);
    expect(nameIsFree(scenario, 'TWO', 'Two')).toBe(true);
    expect(nameIsFree(scenario, 'others')).toBe(false);
    expect(nameIsFree(scenario, '  ')).toBe(false);
  });
});

describe('TOML', () => {
  it('is read with comments, arrays over lines, tables and escapes', () => {
    const text = '# head\na = [1, 2.5, # two\n  -3]\r\nb = { c = \'x\\y\', "d e" = true }\n[t.u]\nv = "\\u0915\\"\\n"\n[[l]]\nn = 1_000\n[[l]]\n';
    expect(readToml(text)).toEqual({ a: [1, 2.5, -3], b: { c: 'x\\y', 'd e': true }, t: { u: { v: 'क"\n' } }, l: [{ n: 1000 }, {}] });
  });

  it.each([['a', 1], ['a = 1\nb = ', 2], ['a = 1 2', 1], ['a = 1\na = 2', 2], ['x = """y"""', 1], ['a = 1\n[a]\n', 2], ['a = "b\n"', 1]])('refuses %j with its line', (text, line) => {
    expect(() => readToml(text)).toThrow(expect.objectContaining({ line }));
  });

  it('is written so that it reads back', () => {
    for (const text of ['plain', 'a "b" \\ c', 'line\nend', 'हिन्दी']) {
      expect(readToml(`${tomlKey(text)} = ${tomlString(text)}`)).toEqual({ [text]: text });
    }
  });
});
