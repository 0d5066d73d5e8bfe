import type { ForecastAnswer, ForecastStart } from '$lib/api/forecast';
import { forecastApi } from '$lib/api/forecast_client';
import type { Problem } from '$lib/api/problem';
import { asProblem } from '$lib/api/resource.svelte';
import { fromToml, toToml, type Scenario } from './scenario';

/** Elections simulated while a slider moves; the server's own number once it rests. More seats take longer. */
const QUICK = { few: 1000, many: 300, seats: 100 };
const WAIT_MS = { quick: 120, rest: 700 };
const KEY = 'boothwise.forecast';

/** The scenario that a reader works on, kept while this tab is open, and the newest answer to it. */
class ScenarioDesk {
  scenario = $state.raw<Scenario | null>(null);
  answer = $state.raw<ForecastAnswer | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** The answer shown is older or rougher than the scenario. */
  counting = $state(false);
  start = $state.raw<ForecastStart | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | null = null;

  get text(): string {
    return this.scenario ? toToml(this.scenario) : '';
  }

  /** Takes what a house begins with; a scenario of the same election that was worked on stays. */
  begin(start: ForecastStart): void {
    this.start = start;
    const own = this.scenario ?? remembered();
    if (own?.election !== start.election) return this.open(fromToml(start.scenario));
    if (this.answer === null || this.scenario === null) this.open(own);
  }

  open(scenario: Scenario): void {
    this.scenario = scenario;
    if (this.answer?.election !== scenario.election) this.answer = null;
    this.#ask(null);
    remember(this.text);
  }

  /** A change by hand: a quick answer soon, the full one when nothing moves any more. */
  change(scenario: Scenario): void {
    this.scenario = scenario;
    this.counting = true;
    remember(this.text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(this.#quick()), WAIT_MS.quick);
  }

  /** Back to what the election begins with. */
  reset(): void {
    if (this.start) this.open(fromToml(this.start.scenario));
  }

  again(): void {
    this.#ask(null);
  }

  #quick(): number {
    return (this.start?.seats ?? 0) > QUICK.seats ? QUICK.many : QUICK.few;
  }

  /** The latest question wins: an older one is dropped. */
  #ask(elections: number | null): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.counting = true;
    forecastApi.answer(this.text, elections, asking.signal).then(
      (answer) => {
        if (asking.signal.aborted) return;
        this.answer = answer;
        this.problem = null;
        if (elections === null) this.counting = false;
        else this.#timer = setTimeout(() => this.#ask(null), WAIT_MS.rest);
      },
      (error: unknown) => {
        if (asking.signal.aborted) return;
        this.problem = asProblem(error);
        this.counting = false;
      }
    );
  }
}

function remembered(): Scenario | null {
  try {
    const text = sessionStorage.getItem(KEY);
    return text === null ? null : fromToml(text);
  } catch {
    return null;
  }
}

function remember(text: string): void {
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    return;
  }
}

export const desk = new ScenarioDesk();
