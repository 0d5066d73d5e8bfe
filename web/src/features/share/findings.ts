import type { FocusAnswer, SeatAnswer, SeatClass, Source } from '$lib/api/types';
import type { Completion, TodayAnswer, WorkAnswer } from '$lib/api/work';
import { f, named, t } from '$lib/i18n/index.svelte';
import type { Bar, Finding } from './finding';

/** What each page has to say, from the answer that it shows. */

function filesOf(sources: Source[]): Pick<Finding, 'sources' | 'asOf'> {
  return {
    sources: [...new Set(sources.flatMap((source) => source.files.map((file) => file.name)))],
    asOf: sources.map((source) => source.imported_at).sort().at(-1) ?? null
  };
}

/** Shares of the first two and of the side, by party: no candidate's name. */
export function seatFinding(answer: SeatAnswer): Finding {
  const { winner, runner_up: second, side_candidate: own, valid_votes: valid } = answer.standing;
  const shown = [winner, second, own].filter((one, index, all) => one !== null && all.findIndex((other) => other?.party === one.party) === index);
  const bars = shown.flatMap((one): Bar[] => {
    if (one === null || valid === 0) return [];
    const share = one.votes / valid;
    const ours = one.party === own?.party;
    return [{ label: one.party, text: f.percent(share), size: share, colour: ours ? 'bar-side' : 'bar-rival' }];
  });
  return {
    place: `${answer.pc_no} ${named(answer.name)}`,
    about: `${named(answer.election.name)} · ${named(answer.side.name)}`,
    sentence: named(answer.sentence),
    bars,
    ...filesOf(answer.sources),
    method: t('share.method.seat'),
    synthetic: answer.synthetic
  };
}

const CLASSES: SeatClass[] = ['strong', 'weak', 'narrow', 'lost', 'not_contested'];

/** How many seats of each class. `place`: the state, or the page's own name. */
export function focusFinding(answer: FocusAnswer, place: string): Finding {
  const all = answer.seats.length;
  const bars = CLASSES.flatMap((one): Bar[] => {
    const seats = answer.seats.filter((seat) => seat.class === one).length;
    if (seats === 0) return [];
    return [{ label: t(`class.${one}`), text: f.count(seats), size: seats / all, colour: one === 'not_contested' ? 'bar-other' : `class-${one}` }];
  });
  return {
    place,
    about: `${named(answer.election.name)} · ${named(answer.side.name)} · ${t('share.seats', { n: f.count(all) })}`,
    sentence: named(answer.summary.sentence),
    bars,
    ...filesOf(answer.sources),
    method: t('share.method.focus'),
    synthetic: answer.synthetic
  };
}

function progressBars(of: Completion): Bar[] {
  if (of.asked === 0) return [];
  const bar = (label: string, n: number, colour: string): Bar => ({ label, text: f.count(n), size: n / of.asked, colour });
  return [
    bar(t('share.bar.done'), of.done, 'bar-side'),
    ...(of.blocked > 0 ? [bar(t('share.bar.blocked'), of.blocked, 'bar-rival')] : []),
    bar(t('share.bar.notReported'), of.not_reported, 'bar-other')
  ];
}

function doneText(of: Completion): string {
  const done = t('share.done', { done: f.count(of.done), asked: f.count(of.asked), share: f.percent(of.share_done) });
  return of.late > 0 ? `${done}, ${t('share.late', { n: f.count(of.late) })}` : done;
}

/** How far a programme or directive is. What units wrote is not in it. */
export function workFinding(answer: WorkAnswer): Finding {
  return {
    place: named(answer.title),
    about: `${named(answer.unit.name)} · ${t('share.due', { day: f.date(answer.due_day) })}`,
    sentence: doneText(answer.completion),
    bars: progressBars(answer.completion),
    sources: [t('share.own')],
    asOf: null,
    method: t('share.method.work'),
    synthetic: answer.synthetic
  };
}

/** A district's (or any unit's) home: how far its work is. */
export function todayFinding(answer: TodayAnswer): Finding {
  return {
    place: answer.units_held.map((one) => named(one.name)).join(', '),
    about: f.date(answer.day),
    sentence: doneText(answer.completion),
    bars: progressBars(answer.completion),
    sources: [t('share.own')],
    asOf: null,
    method: t('share.method.work'),
    synthetic: answer.synthetic
  };
}
