import type { Answer } from './client';
import { Problem } from './problem';

type Loader<Body> = (signal: AbortSignal) => Promise<Answer<Body>>;

/** One answer that a component shows: what came, what went wrong, and since when it stands. */
export class Resource<Body> {
  body = $state.raw<Body | null>(null);
  problem = $state.raw<Problem | null>(null);
  asOf = $state<string | null>(null);
  loading = $state(true);
  #attempt = $state(0);

  /**
   * Loads whenever `choose` gives another loader, and drops the request when the component leaves.
   * `choose` returns null while what it needs is not known yet.
   * REQUIRES: called while a component is set up.
   */
  constructor(choose: () => Loader<Body> | null) {
    $effect(() => {
      void this.#attempt;
      const load = choose();
      if (load === null) return;
      const controller = new AbortController();
      this.loading = true;
      this.problem = null;
      load(controller.signal).then(
        (answer) => {
          if (!controller.signal.aborted) this.#settle(answer.body, answer.asOf, null);
        },
        (error: unknown) => {
          if (!controller.signal.aborted) this.#settle(null, null, asProblem(error));
        }
      );
      return () => controller.abort();
    });
  }

  again(): void {
    this.#attempt += 1;
  }

  #settle(body: Body | null, asOf: string | null, problem: Problem | null): void {
    this.body = body;
    this.asOf = asOf;
    this.problem = problem;
    this.loading = false;
  }
}

/** Anything thrown becomes a problem that a page can tell. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem({ title: String(error) });
}
