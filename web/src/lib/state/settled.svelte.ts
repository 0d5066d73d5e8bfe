/** What was typed, once nothing more was for a moment. Made while a component is. */
export class Settled {
  text = $state('');

  constructor(typed: () => string) {
    $effect(() => {
      const now = typed().trim();
      const timer = setTimeout(() => (this.text = now), 250);
      return () => clearTimeout(timer);
    });
  }
}
