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

/** How many the phone says that it has still to send. */
export const pending = (page) => page.locator('[data-pending]').getAttribute('data-pending');

export async function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

const OURS = { 'X-Boothwise': '1' };

/** POSTs JSON as the pages do. */
export async function post(page, session, path, value = {}) {
  const response = await page.request.post(`${session.base}/api/v1${path}`, { headers: { ...OURS, 'Content-Type': 'application/json' }, data: JSON.stringify(value) });
  if (!response.ok()) throw new Error(`POST ${path} answered ${response.status()}: ${await response.text()}`);
  return response.json();
}

/** Waits for a job's end; gives its last state. */
export async function finished(page, session, job) {
  for (let tries = 0; tries < 600; tries += 1) {
    const state = await answer(page, session, `/jobs/${job}`);
    if (state.state !== 'running') return state;
    await page.waitForTimeout(100);
  }
  throw new Error(`job ${job} does not end`);
}

/** Imports files `{name: text}` without the page's form; gives the run's number. */
export async function importFiles(page, session, files, more = {}) {
  const uploads = [];
  for (const [name, text] of Object.entries(files)) {
    const response = await page.request.post(`${session.base}/api/v1/imports/uploads?name=${encodeURIComponent(name)}`, {
      headers: { ...OURS, 'Content-Type': 'application/octet-stream' },
      data: Buffer.from(text, 'utf8')
    });
    if (!response.ok()) throw new Error(`${name} was not taken: ${await response.text()}`);
    uploads.push((await response.json()).upload);
  }
  const { job } = await post(page, session, '/imports', { uploads, skip_bad: false, source: 'End-to-end test: made up', ...more });
  const state = await finished(page, session, job);
  if (state.state !== 'done') throw new Error(`the import ended ${state.state}: ${JSON.stringify(state.problem)}`);
  return state.run;
}
