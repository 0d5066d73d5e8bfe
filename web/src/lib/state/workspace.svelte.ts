import { goto } from '$app/navigation';
import { page } from '$app/state';
import { accountApi, type Session } from '$lib/api/account';
import { api } from '$lib/api/client';
import { Resource } from '$lib/api/resource.svelte';
import type { Election, Name, StateAnswer } from '$lib/api/types';
import { getContext, setContext } from 'svelte';
import { rememberedView, rememberView } from './preferences.svelte';
import { changedQuery, chooseView, withView, type View } from './view';

const KEY = Symbol('workspace');

/** The state this server serves, and the view (election and side) that the pages share. */
export class Workspace {
  readonly resource: Resource<StateAnswer>;
  /** Set by the page whose answer has it: what the band above the page says. */
  synthetic = $state(false);
  #remembered = $state(rememberedView());

  readonly #session: Resource<Session>;

  constructor() {
    this.resource = new Resource<StateAnswer>(() => api.state());
    this.#session = new Resource<Session>(() => accountApi.session());
  }

  /** Who is signed in; null until it is known. */
  get session(): Session | null {
    return this.#session.body;
  }

  /** What she may do, by the names of the API; nothing until it is known. */
  get rights(): string[] {
    return this.session?.rights ?? [];
  }

  get state(): StateAnswer | null {
    return this.resource.body;
  }

  get view(): View | null {
    return this.state && chooseView(page.url.searchParams, this.#remembered, this.state);
  }

  get isEmpty(): boolean {
    return this.state !== null && (this.state.elections.length === 0 || this.view === null);
  }

  election(id: string): Election | undefined {
    return this.state?.elections.find((election) => election.id === id);
  }

  /** A state whose places are not imported yet is known by its code alone. */
  get stateName(): Name {
    const code = this.state?.code ?? '';
    return this.state?.name ?? { en: code, hi: code };
  }

  electionName(id: string): Name {
    return this.election(id)?.name ?? { en: id, hi: id };
  }

  href(path: string, more?: Record<string, string>): string {
    return withView(path, this.view, more);
  }

  /** Changes the view in place: same page, new numbers, remembered for the next visit. */
  async show(change: Partial<View>): Promise<void> {
    const next = { election: null, side: null, ...this.view, ...change };
    this.#remembered = next;
    rememberView(next);
    await goto(changedQuery(page.url, next), { keepFocus: true, noScroll: true, replaceState: true });
  }
}

export function provideWorkspace(): Workspace {
  return setContext(KEY, new Workspace());
}

export function useWorkspace(): Workspace {
  return getContext<Workspace>(KEY);
}
