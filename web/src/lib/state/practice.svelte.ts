/** Whether this page was loaded to practise, and which exercise it is beside. What the page changes says so to the server, which refuses it where that is no longer true. */
const KEY = 'boothwise-exercise';

export interface AtExercise {
  course: string;
  exercise: string;
}

class Practice {
  active = $state(false);
  at = $state<AtExercise | null>(null);

  constructor() {
    if (typeof sessionStorage === 'undefined') return;
    const kept = sessionStorage.getItem(KEY);
    if (kept !== null) this.at = JSON.parse(kept) as AtExercise;
  }

  /** The exercise to show beside the pages; null ends it. */
  show(at: AtExercise | null): void {
    this.at = at;
    if (at === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(at));
  }
}

export const practice = new Practice();
