import { formsApi, type Condition, type Definition, type Notice, type Preview, type Question, type QuestionType } from '$lib/api/forms';
import type { Problem } from '$lib/api/problem';
import { asProblem, Resource } from '$lib/api/resource.svelte';
import type { SchemesAnswer } from '$lib/api/schemes';
import { schemesApi } from '$lib/api/schemes_client';
import { type Landing, moveTo, type Place, placesOf, stepOf } from './order';

export function emptyDefinition(): Definition {
  return { id: '', title: { hi: '', en: '' }, choices: { yes_no: [{ value: 'yes', label: { hi: 'हाँ', en: 'Yes' } }, { value: 'no', label: { hi: 'नहीं', en: 'No' } }] }, questions: [] };
}

/** A name that no question has yet. */
export function freshName(taken: string[], type: QuestionType): string {
  for (let number = 1; ; number += 1) {
    const name = `${type}_${number}`;
    if (!taken.includes(name)) return name;
  }
}

export function newQuestion(taken: string[], type: QuestionType): Question {
  const question: Question = { name: freshName(taken, type), type };
  if (type !== 'calculate') question.label = { hi: '', en: '' };
  if (type === 'select_one' || type === 'select_multiple') question.choices = 'yes_no';
  if (type === 'group' || type === 'repeat') question.questions = [];
  if (type === 'group') question.appearance = 'field-list';
  if (type === 'consent') Object.assign(question, { purpose: 'schemes', required: true });
  if (type === 'scheme') Object.assign(question, { scheme: '', purpose: 'schemes' });
  if (type === 'calculate') question.calculation = '';
  return question;
}

const empty = (value: unknown) => value === '' || value === undefined || value === null || (typeof value === 'object' && value !== null && 'hi' in value && 'en' in value && value.hi === '' && value.en === '');

function cleanCondition(condition: Condition | undefined): Condition | undefined {
  if (!condition) return undefined;
  if ('xpath' in condition) return condition.xpath.trim() === '' ? undefined : condition;
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : null;
  if (parts === null) return condition;
  const kept = parts.filter((part) => !('is' in part) || (part.question ?? '') !== '');
  return kept.length === 0 ? undefined : 'all' in condition ? { all: kept } : { any: kept };
}

/** As it is sent: without what is empty, but with the words of questions, whose lack the server must name. */
export function cleaned(question: Question): Question {
  const kept = Object.fromEntries(Object.entries(question).filter(([key, value]) => key === 'label' || key === 'questions' || !empty(value))) as unknown as Question;
  if (question.type === 'group' && empty(question.label)) delete kept.label;
  if (question.shows !== 'notice') delete kept.notice;
  kept.relevant = cleanCondition(question.relevant);
  kept.constraint = cleanCondition(question.constraint);
  if (kept.relevant === undefined) delete kept.relevant;
  if (kept.constraint === undefined) delete kept.constraint;
  if (question.questions) kept.questions = question.questions.map(cleaned);
  return kept;
}

const PAUSE_MS = 600;

/** A definition being made, with what the server says of it as it grows. */
export class Builder {
  definition = $state<Definition>(emptyDefinition());
  preview = $state.raw<Preview | null>(null);
  problem = $state.raw<Problem | null>(null);
  waiting = $state(false);
  chosen = $state<string | null>(null);
  /** What questions choose from. */
  readonly schemes = new Resource<SchemesAnswer>(() => schemesApi.schemes());
  readonly notices = new Resource<{ notices: Notice[] }>(() => formsApi.notices());

  readonly places = $derived(placesOf(this.definition.questions));
  readonly names = $derived(this.places.map((place) => place.question.name));
  readonly place = $derived(this.places.find((one) => one.question.name === this.chosen) ?? null);
  readonly clean: Definition = $derived({ ...this.definition, questions: this.definition.questions.map(cleaned) });

  /** REQUIRES: called while a component is set up. */
  constructor(begun: Definition) {
    this.definition = structuredClone(begun);
    $effect(() => {
      const text = JSON.stringify(this.clean);
      const timer = setTimeout(() => void this.look(text), PAUSE_MS);
      return () => clearTimeout(timer);
    });
  }

  private async look(text: string): Promise<void> {
    if (this.definition.questions.length === 0) return;
    this.waiting = true;
    try {
      const preview = await formsApi.preview(JSON.parse(text) as Definition);
      if (text === JSON.stringify(this.clean)) {
        this.preview = preview;
        this.problem = null;
      }
    } catch (error) {
      this.problem = asProblem(error);
    }
    this.waiting = false;
  }

  add(type: QuestionType, inside: Question | null): void {
    const question = newQuestion(this.names, type);
    if (inside?.questions) inside.questions.push(question);
    else this.definition.questions.push(question);
    this.chosen = question.name;
  }

  remove(place: Place): void {
    place.list.splice(place.at, 1);
    this.chosen = null;
  }

  /** One step, as `stepOf` says; false at either end. */
  move(place: Place, by: -1 | 1): boolean {
    const to = stepOf(this.places, place, by);
    if (to) moveTo(place, to);
    return to !== null;
  }

  put(place: Place, to: Landing): void {
    moveTo(place, to);
  }

  rename(question: Question, name: string): void {
    question.name = name;
    this.chosen = name;
  }
}
