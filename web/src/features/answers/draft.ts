import type { Card, CardFigure, Draft, Finding, Imprint, Verdict } from '$lib/api/answers';

export const VERDICTS: Verdict[] = ['supported', 'contradicted', 'partly', 'cannot_tell'];
export const NO_IMPRINT: Imprint = { paid: false, certificate: '', printed: false, printer: '', publisher: '', copies: 0, made_media: false, media_label: '' };

/** What is sent of a card as it stands. */
export function draftOf(card: Card | null): Draft {
  return {
    revision: card?.revision ?? 0,
    verdict: card?.verdict ?? null,
    headline_hi: card?.headline_hi ?? '',
    headline_en: card?.headline_en ?? '',
    text_hi: card?.text_hi ?? '',
    text_en: card?.text_en ?? '',
    limits_hi: card?.limits_hi ?? '',
    limits_en: card?.limits_en ?? '',
    figures: (card?.figures ?? []).map(({ reference, stance }) => ({ reference, stance })),
    attack_reason: card?.attack_reason ?? '',
    imprint: { ...(card?.imprint ?? NO_IMPRINT) }
  };
}

/** Texts without one of their figures: its place goes, and those behind it count one less. */
export function withoutFigure(draft: Draft, place: number): Draft {
  const number = place + 1;
  const mended = (text: string) =>
    text.replace(/\{\{(\d+)\}\}/g, (whole, digits: string) => {
      const at = Number(digits);
      if (at === number) return '';
      return at > number ? `{{${at - 1}}}` : whole;
    });
  const texts = { ...draft };
  for (const field of ['headline_hi', 'headline_en', 'text_hi', 'text_en', 'limits_hi', 'limits_en'] as const) texts[field] = mended(draft[field]);
  return { ...texts, figures: draft.figures.filter((_, index) => index !== place) };
}

/** "figures.2" -> { part: 'figures', number: 2 }; other fields by their name. */
export function fieldOf(finding: Finding): { part: string; number: number | null } {
  const [part = '', rest] = finding.field.split('.');
  const number = Number(rest);
  return { part, number: Number.isInteger(number) && number > 0 ? number : null };
}

/** The figure that the server took for a reference, if it was taken. */
export function takenOf(figures: CardFigure[], reference: string): CardFigure | undefined {
  return figures.find((figure) => figure.reference === reference);
}
