// Every page, light and dark: no serious finding of axe, no sideways scroll, headings in order, the right language; and the keyboard.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { answer, open, overflow, settled, speak } from './browse.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function checkPages(page, session, checks) {
  for (const [name, path] of await addresses(page, session)) {
    await open(page, session, path);
    await speak(page, session.language);
    await checkPage(page, session, checks, name);
  }
  await checkBoundaries(page, session, checks);
  await checkMapKeys(page, session, checks);
  await checkSearch(page, session, checks);
}

async function addresses(page, session) {
  const state = await answer(page, session, '/state');
  const pages = [['home', '/'], ['focus', '/focus'], ['compare', '/compare'], ['imports', '/imports'], ['rolls, none', '/rolls'], ['review, none', '/review'], ['help, no period', '/rolls/help'], ['more', '/more'], ['not found', '/no-such-page']];
  if (state.default.election === null) return pages;
  const side = encodeURIComponent(state.default.side);
  const assembly = state.elections.filter((election) => election.house === 'VS' && election.kind === 'general' && election.comparable).at(-1);
  if (assembly) pages.push(['home, assembly', `/?election=${assembly.id}&side=${side}`]);
  const focus = await answer(page, session, `/focus?election=${state.default.election}&side=${side}`);
  const seat = await answer(page, session, `/seats/${focus.seats[0].pc_no}?side=${side}`);
  pages.push(['seat', `/seat/${seat.pc_no}`]);
  const booths = seat.segments.find((segment) => segment.booths !== null) ?? seat.segments_list[0];
  pages.push(['segment', `/segment/${booths.ac_no}`]);
  const segment = await answer(page, session, `/segments/${booths.ac_no}?side=${side}`);
  if (segment.booths) pages.push(['booth', `/booth/${booths.ac_no}/${encodeURIComponent(segment.booths.list[0].part)}?booths=${segment.election.id}`]);
  return pages;
}

export async function checkPage(page, session, checks, name) {
  const label = `${session.label}: ${name}`;
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const findings = await seriousFindings(page);
    checks.that(`${label}, ${colorScheme}: no serious finding of axe`, findings.length === 0, findings.join('; '));
  }
  await page.emulateMedia({ colorScheme: null });
  checks.that(`${label}: nothing scrolls sideways`, (await overflow(page)) <= 0, `${await overflow(page)} px`);
  const levels = await page.evaluate(() => [...document.querySelectorAll('main h1, main h2, main h3')].map((heading) => Number(heading.tagName[1])));
  const inOrder = levels[0] === 1 && levels.every((level, index) => index === 0 || level <= levels[index - 1] + 1);
  checks.that(`${label}: headings are in order`, inOrder, levels.join(' '));
}

async function seriousFindings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ×${nodes.length} (${nodes[0].target.join(' ')})`);
}

async function checkBoundaries(page, session, checks) {
  const state = await answer(page, session, '/state');
  if (!state.boundaries.pc || state.default.election === null) {
    checks.skipped(`${session.label}: true boundaries`, 'not imported');
    return;
  }
  await open(page, session, `/?election=${state.default.election}&side=${encodeURIComponent(state.default.side)}`);
  await page.locator('main fieldset').nth(1).locator('button').nth(1).click();
  await page.locator('svg[role=group] a path').first().waitFor();
  await settled(page);
  const seats = await page.locator('svg[role=group] a').count();
  checks.that(`${session.label}: true boundaries are drawn`, seats === state.seats.LS, `${seats} seats`);
}

async function checkMapKeys(page, session, checks) {
  await open(page, session, '/');
  const map = page.locator('svg[role=group]');
  if ((await map.count()) === 0) {
    checks.skipped(`${session.label}: the map's keys`, 'no map');
    return;
  }
  await map.locator('a[tabindex="0"]').focus();
  const start = await page.evaluate(() => document.activeElement.dataset.no);
  let moved = start;
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) {
    await page.keyboard.press(key);
    moved = await page.evaluate(() => document.activeElement.dataset.no);
    if (moved !== start) break;
  }
  checks.that(`${session.label}: arrow keys move over the map`, moved !== start && moved !== undefined);
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/(seat|segment)/${moved}\\?`));
  checks.that(`${session.label}: Enter opens the seat`, true);
}

async function checkSearch(page, session, checks) {
  await open(page, session, '/');
  const box = page.locator('input[role=combobox]');
  const { results } = await answer(page, session, '/search?q=Gorakhpur');
  if (results.length === 0) {
    checks.skipped(`${session.label}: search`, 'no such place');
    return;
  }
  for (const words of ['Gorakhpur', results[0].name.hi]) {
    await box.fill(words);
    await page.locator('[role=option]').first().waitFor();
    checks.that(`${session.label}: search finds ${words}`, true);
    await box.fill('');
    await page.locator('[role=listbox]').waitFor({ state: 'hidden' });
  }
  await box.fill('Gorakhpur');
  await page.locator('[role=option]').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(seat|segment|focus)/);
  checks.that(`${session.label}: search opens its choice by keyboard`, true);
}
