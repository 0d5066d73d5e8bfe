import { trainingApi } from '$lib/api/training';
import { practice } from '$lib/state/practice.svelte';

/** Begins an exercise in the trainee's own workspace and opens the page it is done on, loaded anew: everything that it shows is practice's. */
export async function beginExercise(course: string, exercise: string): Promise<void> {
  const { page } = await trainingApi.begin(course, exercise);
  practice.show({ course, exercise });
  location.assign(page);
}

/** Back to the real workspace; what was practised stays for next time. */
export async function leavePractice(to = '/training'): Promise<void> {
  await trainingApi.leave();
  practice.show(null);
  location.assign(to);
}
