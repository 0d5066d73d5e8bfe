// Without the server: the page seen before still stands, and says as of when.
import { open } from './browse.mjs';

export async function checkOffline(page, session, checks) {
  await open(page, session, '/');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((resume) => navigator.serviceWorker.addEventListener('controllerchange', resume, { once: true }));
  });
  await open(page, session, '/');
  const sentence = await page.locator('main h1').innerText();
  await page.context().setOffline(true);
  await page.reload();
  await page.locator('main .stale').waitFor();
  checks.that(`${session.label}: the last answer stands and says as of when`, (await page.locator('main h1').innerText()) === sentence);
  await page.context().setOffline(false);
}
