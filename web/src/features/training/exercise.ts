import { trainingApi, type Making } from '$lib/api/training';
import { practice } from '$lib/state/practice.svelte';

const ASK_AGAIN_MS = 1000;

/**
 * Begins an exercise in the trainee's own workspace and opens the page it is done on, loaded anew: everything that it shows is practice's.
 * Where the practice district is still being made, tells how far it is until it is there, or until the page has `gone`.
 */
export async function beginExercise(
  course: string,
  exercise: string,
  waiting: { told: (making: Making) => void; gone: () => boolean }
): Promise<void> {
  while (!waiting.gone()) {
    const { page, making } = await trainingApi.begin(course, exercise);
    if (!making) {
      practice.show({ course, exercise });
      location.assign(page);
      return;
    }
    waiting.told(making);
    await new Promise((resume) => setTimeout(resume, ASK_AGAIN_MS));
  }
}

/** Back to the real workspace; what was practised stays for next time. */
export async function leavePractice(to = '/training'): Promise<void> {
  await trainingApi.leave();
  practice.show(null);
  location.assign(to);
}
