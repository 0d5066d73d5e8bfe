/** Counts what held and what did not, one line each. */
export class Checks {
  #passed = 0;
  #failed = 0;
  #skipped = 0;

  that(what, held, otherwise = '') {
    if (!held) return this.failed(what, otherwise);
    this.#passed += 1;
    console.log(`ok      ${what}`);
  }

  failed(what, why) {
    this.#failed += 1;
    console.log(`FAILED  ${what}${why ? `: ${why}` : ''}`);
  }

  skipped(what, why) {
    this.#skipped += 1;
    console.log(`skipped ${what}: ${why}`);
  }

  finish() {
    console.log(`${this.#passed} passed, ${this.#failed} failed, ${this.#skipped} skipped`);
    return this.#failed === 0;
  }
}
