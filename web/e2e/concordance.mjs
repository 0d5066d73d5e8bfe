// Old booths and new ones: the history of a booth, the list to check, decisions by keyboard, and that they can be taken back.
import { answer, importFiles, open, post, settled, speak } from './browse.mjs';
import { checkPage } from './pages.mjs';

const STATIONS = ['प्रा0वि0 रामपुर कक्ष 1', 'प्रा0वि0 रामपुर कक्ष 2', 'जू0हा0स्कूल भोजपुर', 'पंचायत भवन बेलवा'];
const LATER = ['P.S. BELWA', 'P.S. RAMPUR ROOM 1', 'P.S. RAMPUR ROOM 2', 'J.H.S. BHOJPUR', 'COLLEGE ZAKHIRA'];

/** Sheets of two elections for a segment; names are made up, in two scripts, numbers moved by one. */
function sheets(ac, salt) {
  const rows = (election, names, electors) => names.map((name, index) => `${election},${ac},${index + 1},${name},${electors + index}`);
  const header = 'election,ac_no,part_no,station_name,electors';
  return {
    [`older-${salt}.csv`]: `${[header, ...rows('VS-2012', STATIONS, 900 + salt)].join('\n')}\n`,
    [`newer-${salt}.csv`]: `${[header, ...rows('VS-2017', LATER, 900 + salt)].join('\n')}\n`
  };
}

export async function checkConcordance(page, session, checks) {
  const label = session.label;
  const state = await answer(page, session, '/state');
  const known = new Set(state.elections.map((election) => election.id));
  if (!known.has('VS-2012') || !known.has('VS-2017')) {
    checks.skipped(`${label}: concordance of booths`, 'the results of VS-2012 and VS-2017 are not here');
    return;
  }
  const ac = 7;
  const run = await importFiles(page, session, sheets(ac, session.screen.width + (session.language === 'hi' ? 1 : 2)));
  try {
    await checkHistory(page, session, checks, ac);
    await checkSegment(page, session, checks, ac);
    await checkDecisions(page, session, checks, ac);
  } finally {
    await post(page, session, `/imports/${run}/undo`);
  }
}

async function checkHistory(page, session, checks, ac) {
  await open(page, session, `/booth/${ac}/2?booths=VS-2017`);
  await speak(page, session.language);
  const history = page.locator('main ul ul.stations a').first();
  checks.that(`${session.label}: the booth's history names its old station`, /\b1\b/.test(await history.innerText()), await history.innerText());
  await checkPage(page, session, checks, 'booth with history');
  await history.click();
  await page.waitForURL(new RegExp(`/booth/${ac}/1\\?.*booths=VS-2012`));
  checks.that(`${session.label}: and leads to it`, true);
}

async function checkSegment(page, session, checks, ac) {
  await open(page, session, `/segment/${ac}?booths=VS-2017`);
  const link = page.locator(`main a[href^="/segment/${ac}/concordance"]`);
  await link.waitFor();
  await link.click();
  await page.waitForURL(/\/concordance\?/);
  await settled(page);
  checks.that(`${session.label}: the segment page leads to the matches`, true);
}

async function checkDecisions(page, session, checks, ac) {
  const pair = 'from=VS-2012&to=VS-2017';
  await open(page, session, `/segment/${ac}/concordance?${pair}`);
  await speak(page, session.language);
  await page.locator('main fieldset button').last().click();
  await checkPage(page, session, checks, 'concordance');
  const rows = page.locator('main ul > li > button[aria-expanded]');
  checks.that(`${session.label}: every old booth is listed`, (await rows.count()) === STATIONS.length, `${await rows.count()}`);

  await page.locator('main .person input').fill('');
  await rows.first().click();
  await page.keyboard.press('x');
  checks.that(`${session.label}: a decision needs a name`, await page.locator('main .person [role=alert]').isVisible());
  await page.locator('main .person input').fill('Tester');
  await rows.first().focus();
  await page.keyboard.press('x');
  await decided(page, session, ac, 1);
  await page.locator('#station-2[aria-expanded=true]').waitFor();
  checks.that(`${session.label}: x says that a booth is nowhere, and the next one opens`, true);

  await page.keyboard.press('/');
  await page.keyboard.type('BELWA');
  await page.locator('main .panel ul button').first().click();
  const second = (await decided(page, session, ac, 2)).find((decision) => decision.from_part === '2');
  checks.that(`${session.label}: another booth can be searched and chosen`, second.targets[0].part === '1' && second.by === 'Tester');
  await checkPage(page, session, checks, 'concordance, decided');

  await rows.nth(2).focus();
  await page.keyboard.press('u');
  await decided(page, session, ac, 1);
  await page.locator('#station-2:focus').waitFor();
  await page.keyboard.press('u');
  await decided(page, session, ac, 0);
  checks.that(`${session.label}: u takes decisions back one by one`, true);
}

/** Waits until so many decisions stand; gives them. */
async function decided(page, session, ac, count) {
  for (let tries = 0; tries < 100; tries += 1) {
    const { decisions } = await answer(page, session, `/concordance/decisions?from=VS-2012&to=VS-2017&ac=${ac}`);
    if (decisions.length === count) return decisions;
    await page.waitForTimeout(50);
  }
  throw new Error(`${count} decisions were expected`);
}
