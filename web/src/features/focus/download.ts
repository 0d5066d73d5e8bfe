import type { FocusAnswer, Standing } from '$lib/api/types';
import { f, named, t } from '$lib/i18n/index.svelte';
import { seatNo } from '$lib/state/seat';

type Row = (string | number | null)[];

/** What the list shows as rows of a CSV file: the seats, then where the figures come from and as of when. */
export function focusRows(answer: FocusAnswer, seats: Standing[]): Row[] {
  const head: Row = ['number', 'name_en', 'name_hi', 'class', 'lost_kind', 'margin_votes', 'margin_points', 'winner', 'winner_party', 'reasons'];
  const body = seats.map((seat): Row => [
    seatNo(seat),
    seat.name.en,
    seat.name.hi,
    seat.class,
    seat.lost_kind,
    seat.margin_votes,
    seat.margin_points,
    seat.winner.candidate,
    seat.winner.party,
    seat.reasons.map(named).join('; ')
  ]);
  const files = [...new Set(answer.sources.flatMap((source) => source.files.map((file) => file.name)))];
  const latest = answer.sources.map((source) => source.imported_at).sort().at(-1);
  const notes: Row[] = [
    [`${named(answer.election.name)} · ${named(answer.side.name)}`],
    [t('source.line', { files: files.join('; '), when: f.date(latest) })]
  ];
  if (answer.synthetic) notes.push([t('band.synthetic')]);
  return [head, ...body, ...notes];
}
