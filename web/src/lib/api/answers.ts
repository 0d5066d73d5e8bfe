import type { Figure } from './ask';
import type { Name } from './types';

/** Answers about claims and answer cards: docs/api.md#claims, #answers. */
export type ClaimState = 'new' | 'triaged' | 'answering' | 'in_review' | 'published' | 'unsettled' | 'not_answered' | 'duplicate';
export type Verdict = 'supported' | 'contradicted' | 'partly' | 'cannot_tell';
export type Priority = 'high' | 'normal' | 'low';

export interface Claim {
  claim: string;
  text: string;
  language: 'hi' | 'en';
  said_by: string;
  said_on: string | null;
  said_where: string | null;
  link: string | null;
  topic: string | null;
  topic_name: Name | null;
  areas: { area: string; name: Name }[];
  state: ClaimState;
  state_name: Name;
  priority: Priority | null;
  owner: string | null;
  owner_name: string | null;
  mine: boolean;
  due_at: string | null;
  late: boolean;
  reason: string | null;
  duplicate_of: string | null;
  copy: { name: string; type: string; bytes: number; sha256: string } | null;
  noted_at: string;
}
export interface ListedClaim extends Claim {
  to_review: boolean;
  verdict: Verdict | null;
}
export interface Topic {
  topic: string;
  name: Name;
}
export interface ClaimsAnswer {
  claims: ListedClaim[];
  next: string | null;
  by_state: Partial<Record<ClaimState, number>>;
  late: number;
  topics: Topic[];
  may_note: boolean;
  may_write: boolean;
}
export interface CardFigure {
  reference: string;
  stance: 'supports' | 'contradicts' | '';
  taken: Figure | null;
  taken_at: string | null;
}
export interface Imprint {
  paid: boolean;
  certificate: string;
  printed: boolean;
  printer: string;
  publisher: string;
  copies: number;
  made_media: boolean;
  media_label: string;
}
export interface CardTexts {
  headline_hi: string;
  headline_en: string;
  text_hi: string;
  text_en: string;
  limits_hi: string;
  limits_en: string;
}
export interface Change {
  figure: number;
  title: Name;
  area: Name;
  from: { text: Name } | null;
  to: { text: Name } | null;
  problem: Name | null;
}
export interface Card extends CardTexts {
  verdict: Verdict | null;
  figures: CardFigure[];
  attack_reason: string;
  imprint: Imprint;
  revision: number;
  written_by: string;
  written_at: string;
  changes: Change[];
}
export interface Step {
  kind: string;
  from: ClaimState | null;
  to: ClaimState | null;
  text: string;
  by: string;
  at: string;
}
export interface Version {
  version: number;
  kind: 'published' | 'corrected' | 'withdrawn';
  note: Name;
  published_at: string;
}
export interface ChecklistItem {
  code: string;
  name: Name;
}
export interface ClaimAnswer extends Claim {
  history: Step[];
  card: Card | null;
  versions: Version[];
  duplicates: Claim[];
  similar: Claim[];
  writers: { user: string; name: string }[];
  checklist: ChecklistItem[];
  may_write: boolean;
  may_review: boolean;
}
export interface Finding {
  code: string;
  severity: 'stops' | 'asks' | 'tells';
  field: string;
  begin: number;
  end: number;
  matched: string;
  reason: Name;
}
export interface Shown {
  headline: string;
  text: string;
  limits: string;
}
export interface DraftCheck {
  findings: Finding[];
  may_go_on: boolean;
  preview: { hi: Shown; en: Shown };
  figures: CardFigure[];
}
/** What is sent of a card. */
export interface Draft extends CardTexts {
  revision: number;
  verdict: Verdict | null;
  figures: { reference: string; stance: 'supports' | 'contradicts' | ''; take_anew?: boolean }[];
  attack_reason: string;
  imprint: Imprint;
}
export interface PublishedFigure extends Figure {
  number: number;
  stance: 'supports' | 'contradicts' | null;
  value_with_kind: Name;
}
export interface Published {
  answer: string;
  page: string;
  claim: { text: string; language: 'hi' | 'en'; said_by: string; said_on: string | null; said_where: string | null; link: string | null };
  verdict: Verdict;
  verdict_name: Name;
  headline: Name;
  text: Name;
  limits: Name;
  figures: PublishedFigure[];
  areas: { area: string; name: Name }[];
  topic_name: Name | null;
  imprint: Imprint;
  synthetic: boolean;
  withdrawn: boolean;
  version: number;
  published_at: string;
  first_published_at: string;
  versions: Version[];
  words?: string;
}
export interface PublishedAnswers {
  answers: Published[];
  most: number;
}
/** A number that bears on a claim, found by its words (docs/api.md#ask). */
export interface Evidence {
  reference: string;
  measure_name: Name;
  figure: Figure | null;
  bearing: 'supports' | 'contradicts' | 'cannot_tell';
  bearing_name: Name;
  why: Name;
  against_wish: boolean;
}
export interface EvidenceAnswer {
  evidence: Evidence[];
  together: 'supports' | 'contradicts' | 'mixed' | 'cannot_tell';
}
