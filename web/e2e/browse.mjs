// Small steps that the walks share.

/** Opens an address and waits until its numbers, or the reason why there are none, stand there. */
export async function open(page, session, path) {
  await page.goto(session.base + path);
  await settled(page);
}

export async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelector('h1, [role=alert]') !== null && document.querySelector('.skeleton') === null);
}

/** Brings the app to the wanted language through its own switch. */
export async function speak(page, language) {
  const current = await page.evaluate(() => document.documentElement.lang);
  if (current !== language) await page.locator('header button[lang]').click();
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}

export async function answer(page, session, path) {
  const response = await page.request.get(`${session.base}/api/v1${path}`);
  if (!response.ok()) throw new Error(`GET ${path} answered ${response.status()}`);
  return response.json();
}

export async function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
