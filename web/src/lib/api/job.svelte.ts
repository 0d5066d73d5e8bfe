import { api } from './client';
import { Problem } from './problem';
import { asProblem } from './resource.svelte';
import type { Job } from './types';

const POLL_MS = 400;

/** Follows a job to its end. REQUIRES: made while a component is set up; `id` null: none is under way. */
export class JobFollower {
  job = $state.raw<Job | null>(null);
  problem = $state.raw<Problem | null>(null);
  stopping = $state(false);
  #id: () => string | null;

  constructor(id: () => string | null, onend: () => void) {
    this.#id = id;
    $effect(() => {
      const now = id();
      this.job = null;
      this.problem = null;
      this.stopping = false;
      if (now === null) return;
      const controller = new AbortController();
      void this.#follow(now, controller.signal, onend);
      return () => controller.abort();
    });
  }

  async stop(): Promise<void> {
    const id = this.#id();
    if (id === null) return;
    this.stopping = true;
    try {
      await api.stopJob(id);
    } catch (error) {
      this.problem = asProblem(error);
    }
  }

  async #follow(id: string, signal: AbortSignal, onend: () => void): Promise<void> {
    while (!signal.aborted) {
      try {
        const { body } = await api.job(id)(signal);
        this.job = body;
        this.problem = body.problem ? new Problem(body.problem) : null;
        if (body.state === 'running') await new Promise((resume) => setTimeout(resume, POLL_MS));
        else return onend();
      } catch (error) {
        if (!signal.aborted) this.problem = asProblem(error);
        return;
      }
    }
  }
}
