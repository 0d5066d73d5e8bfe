import { api } from '$lib/api/client';
import { asProblem } from '$lib/api/resource.svelte';
import type { Problem } from '$lib/api/problem';
import type { ConcordanceAnswer, MatchedStation } from '$lib/api/concordance';
import { preferences } from '$lib/state/preferences.svelte';
import type { Target } from './stations';

/** What was done here, so that it can be taken back: the decision made and what stood before it. */
interface Step {
  part: string;
  id: string;
  before: MatchedStation['decision'];
}

/** Decisions of one sitting over one pair of lists. */
export class Desk {
  /** What was said last, for the line under the list: a message key's end and the station. */
  said = $state<{ what: 'saved' | 'undone'; part: string } | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  nameless = $state(false);
  #steps: Step[] = [];
  #reload: () => void;

  constructor(reload: () => void) {
    this.#reload = reload;
  }

  async decide(answer: ConcordanceAnswer, station: MatchedStation, targets: Target[]): Promise<boolean> {
    this.nameless = preferences.person.trim() === '';
    if (this.nameless) return false;
    return this.#work(async () => {
      const kept = await api.decideConcordance({
        from: answer.from, to: answer.to, ac_no: answer.segment.ac_no, from_part: station.part, targets, by: preferences.person.trim()
      });
      this.#steps.push({ part: station.part, id: kept.id, before: station.decision });
      this.said = { what: 'saved', part: station.part };
    });
  }

  /** Takes a decision back for good: the computed match stands again. */
  async retract(station: MatchedStation): Promise<boolean> {
    const id = station.decision?.id;
    if (!id) return false;
    return this.#work(async () => {
      await api.undoConcordance(id);
      this.#steps = this.#steps.filter((step) => step.id !== id);
      this.said = { what: 'undone', part: station.part };
    });
  }

  /** The last step of this sitting; a decision that stood before it stands again. Gives the station. */
  async undo(): Promise<string | null> {
    const step = this.#steps.pop();
    if (!step) return null;
    const done = await this.#work(async () => {
      if (step.before) {
        const { from, to, ac_no, from_part, targets, by } = step.before;
        await api.decideConcordance({ from, to, ac_no, from_part, targets, by });
      } else {
        await api.undoConcordance(step.id);
      }
      this.said = { what: 'undone', part: step.part };
    });
    return done ? step.part : null;
  }

  async #work(work: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    try {
      await work();
      this.#reload();
      return true;
    } catch (error) {
      this.problem = asProblem(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
