import type { Language } from '$lib/format/format';

export type Theme = 'system' | 'light' | 'dark';

const KEY = { language: 'boothwise.language', theme: 'boothwise.theme', view: 'boothwise.view', person: 'boothwise.person' } as const;

/** Storage may be switched off or full: the app works without, it only forgets. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}

/** What this device's reader chose; kept on the device only. */
class Preferences {
  #language = $state<Language>(read(KEY.language) === 'en' ? 'en' : 'hi');
  #theme = $state<Theme>(themeFrom(read(KEY.theme)));
  #person = $state(read(KEY.person) ?? '');

  get language(): Language {
    return this.#language;
  }

  set language(value: Language) {
    this.#language = value;
    write(KEY.language, value);
    document.documentElement.lang = value;
  }

  /** Who works on this device: written with each decision until there are users. */
  get person(): string {
    return this.#person;
  }

  set person(value: string) {
    this.#person = value;
    write(KEY.person, value);
  }

  get theme(): Theme {
    return this.#theme;
  }

  set theme(value: Theme) {
    this.#theme = value;
    write(KEY.theme, value);
    if (value === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
  }
}

function themeFrom(stored: string | null): Theme {
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export const preferences = new Preferences();

export interface RememberedView {
  election: string | null;
  side: string | null;
}

export function rememberedView(): RememberedView {
  try {
    const stored = JSON.parse(read(KEY.view) ?? '{}') as Partial<RememberedView>;
    return { election: stored.election ?? null, side: stored.side ?? null };
  } catch {
    return { election: null, side: null };
  }
}

export function rememberView(view: RememberedView): void {
  write(KEY.view, JSON.stringify(view));
}
