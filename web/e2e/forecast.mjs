// The forecast: a slider that moves the sentence, a scenario kept and compared, what it would take, and how good past forecasts were.
import { answer, open, post, settled, speak } from './browse.mjs';
import { checkPage } from './pages.mjs';

/** Fitting a model on a busy machine takes a while. */
const PATIENT = { timeout: 120000 };
const TURNED = { hi: 'गिनती पूरी है।', en: 'All counted.' };
const GIVEN = { hi: 'मैं बताऊँ', en: 'my own figures' };
/** A chance that would read as nothing or as sure. */
const SURE = /(^|[^\d.,])(0|100)(\.0)?\s%/;

export async function checkForecast(page, session, checks) {
  const start = await page.request.get(`${session.base}/api/v1/forecast`);
  if (!start.ok()) {
    checks.skipped(`${session.label}: forecast`, 'no past elections here');
    return;
  }
  const begun = await start.json();
  await open(page, session, '/forecast');
  await speak(page, session.language);
  await counted(page, session);
  await checkChances(page, session, checks, begun);
  await checkSlider(page, session, checks);
  await checkKept(page, session, checks);
  await checkNeeds(page, session, checks);
  // Fits a model for each past election: once a language is enough.
  if ((session.language === 'hi') === session.screen.width < 500) await checkBacktest(page, session, checks);
}

async function counted(page, session) {
  await page.locator('main [role=status]', { hasText: TURNED[session.language] }).waitFor(PATIENT);
  await settled(page);
}

const sentence = (page) => page.locator('main .lead').first().innerText();

async function checkChances(page, session, checks, begun) {
  const lead = await sentence(page);
  checks.that(`${session.label}: the forecast leads with seats of all and their range`, lead.includes(String(begun.seats)) && /\d+/.test(lead), lead);
  checks.that(`${session.label}: without polls it says that the range is wide`, (await page.locator('main').innerText()).includes(session.language === 'hi' ? 'दायरा चौड़ा' : 'range is wide'));
  const { cells } = await answer(page, session, '/maps/hexagons?level=pc');
  const drawn = await page.locator('main svg[role=group] a').count();
  checks.that(`${session.label}: every seat has its chance on the map`, drawn === Math.min(begun.seats, cells.length), `${drawn} of ${begun.seats}`);
  const shares = await page.locator('main td.chance').allInnerTexts();
  checks.that(`${session.label}: no seat is sure`, shares.length > 0 && !shares.some((one) => SURE.test(one)), shares.join(' '));
  await page.locator('main thead button').nth(1).click();
  checks.that(`${session.label}: seats sort by chance`, (await page.locator('main thead th[aria-sort=descending]').count()) === 1);
  await page.locator('main details summary').first().click();
  checks.that(`${session.label}: the picture has a table`, await page.locator('main figure ~ details table').isVisible());
  await checkPage(page, session, checks, 'forecast');
}

async function checkSlider(page, session, checks) {
  await page.locator('main fieldset button', { hasText: GIVEN[session.language] }).first().click();
  await counted(page, session);
  const before = await sentence(page);
  const slider = page.locator('main input[type=range]').first();
  const asked = page.waitForRequest((request) => request.url().endsWith('/forecast/answer') && request.postDataJSON().elections !== undefined);
  await slider.focus();
  for (let press = 0; press < 12; press += 1) await page.keyboard.press('ArrowLeft');
  checks.that(`${session.label}: while a slider moves fewer elections are asked for`, (await asked).postDataJSON().elections <= 1000);
  await page.waitForFunction((old) => document.querySelector('main .lead').innerText !== old, before, PATIENT);
  checks.that(`${session.label}: a slider moves the sentence`, (await sentence(page)) !== before, before);
  await slider.press('End');
  const total = await page.locator('main output').allInnerTexts();
  const sum = total.slice(0, await page.locator('main input[type=range]').count()).reduce((so, text) => so + Number.parseFloat(text), 0);
  checks.that(`${session.label}: shares never add up to more than all`, sum <= 100.1, total.join(' '));
  await counted(page, session);
  await checkPage(page, session, checks, 'forecast, shares given');
}

async function checkKept(page, session, checks) {
  const title = `${session.language} ${session.screen.name}`;
  const form = page.locator('main form.keep');
  await form.locator('input').fill(title);
  await form.locator('button').click();
  const check = page.locator('main .entries label.check', { hasText: title });
  await check.waitFor();
  checks.that(`${session.label}: a scenario is kept by its title`, true);
  await page.locator('main button', { hasText: session.language === 'hi' ? 'शुरू का परिदृश्य' : 'Back to the first scenario' }).click();
  await counted(page, session);
  await check.click();
  await page.locator('#compared h3').waitFor(PATIENT);
  const columns = await page.locator('#compared table').first().locator('thead th').allInnerTexts();
  checks.that(`${session.label}: two scenarios stand side by side`, columns.length === 2 && columns.includes(title), columns.join(' | '));
  await checkPage(page, session, checks, 'forecast, compared');
  const { scenarios } = await answer(page, session, '/forecast/scenarios');
  for (const one of scenarios.filter((scenario) => scenario.title === title)) await post(page, session, `/forecast/scenarios/${one.id}/forget`);
}

async function checkNeeds(page, session, checks) {
  await page.locator('main nav a[href^="/forecast/needs"]').first().click();
  await page.waitForURL(/\/forecast\/needs/);
  await page.locator('main table').first().waitFor(PATIENT);
  await settled(page);
  const lead = await sentence(page);
  checks.that(`${session.label}: what it takes begins with the chance today`, lead.includes('%') && !SURE.test(lead), lead);
  checks.that(`${session.label}: ten rows stand around the target`, (await page.locator('main table').first().locator('tbody tr').count()) === 10);
  await page.locator('main form button[type=submit]').click();
  await page.locator('main tbody th', { hasText: session.language === 'hi' ? 'हर सीट बराबर' : 'Every seat the same' }).waitFor(PATIENT);
  const text = await page.locator('main').innerText();
  checks.that(`${session.label}: the response is said to be an assumption`, text.includes(session.language === 'hi' ? 'मान्यता पर टिका' : 'rests on an assumption'));
  await checkPage(page, session, checks, 'what it would take');
}

async function checkBacktest(page, session, checks) {
  await page.locator('main nav a[href^="/forecast/backtest"]').first().click();
  await page.waitForURL(/\/forecast\/backtest/);
  checks.that(`${session.label}: the test of the past shows that it is working`, await page.locator('main progress').isVisible());
  await page.locator('main .lead').first().waitFor(PATIENT);
  await settled(page);
  const text = await page.locator('main').innerText();
  checks.that(`${session.label}: a few elections are said to tell little`, text.includes(session.language === 'hi' ? 'बहुत कम' : 'very little'));
  checks.that(`${session.label}: simple rules stand beside the forecast`, (await page.locator('main table').first().locator('tbody tr').count()) === 6);
  await checkPage(page, session, checks, 'how good it was');
}
