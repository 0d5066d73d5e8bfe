// What a data head does: import a file, find the narrowest seat, open its weakest segment, print it, take the import back.
import { statSync } from 'node:fs';
import { answer, open, overflow, settled, speak } from './browse.mjs';
import { resultFile } from './result_file.mjs';

export async function runScenario(page, session, checks) {
  const label = session.label;
  await open(page, session, '/');
  checks.that(`${label}: the app starts in Hindi`, (await page.evaluate(() => document.documentElement.lang)) === 'hi');
  await speak(page, session.language);
  const state = await answer(page, session, '/state');
  if (state.default.election === null) {
    checks.skipped(`${label}: the walk from import to print`, 'the workspace is empty');
    return;
  }
  const { election, side } = state.default;
  const focus = await answer(page, session, `/focus?election=${election}&side=${encodeURIComponent(side)}`);

  await refuseSpoiltFile(page, session, checks, focus);
  const run = await importFile(page, session, checks, focus);

  const view = `election=${election}&side=${encodeURIComponent(side)}`;
  await open(page, session, `/focus?${view}`);
  const narrowest = focus.seats.filter((seat) => seat.margin_points !== null).sort((a, b) => Math.abs(a.margin_points) - Math.abs(b.margin_points))[0];
  const first = page.locator('main ol a[href^="/seat/"]').first();
  checks.that(`${label}: the narrowest seat stands first`, (await first.getAttribute('href')).startsWith(`/seat/${narrowest.pc_no}?`));
  await first.click();
  await page.waitForURL(/\/seat\//);
  await settled(page);
  const seat = await answer(page, session, `/seats/${narrowest.pc_no}?${view}`);
  checks.that(`${label}: the seat page leads with the seat's sentence`, (await page.locator('main .lead').innerText()).includes(seat.sentence[session.language]));

  await openWeakestSegment(page, session, checks, seat);
  await printPage(page, session, checks);
  if (run !== null) await undo(page, session, checks, run);
}

function makeFile(session, focus, spoil) {
  const year = Math.max(2024, focus.election.year + 5);
  const parties = [focus.side.parties[0], focus.seats.find((seat) => seat.winner.party !== focus.side.parties[0])?.winner.party ?? 'IND'];
  const salt = session.screen.width + (session.language === 'hi' ? 1 : 2);
  return { name: `results-${year}-${session.language}-${session.screen.name}.csv`, mimeType: 'text/csv', buffer: resultFile(focus.seats, year, parties, salt, spoil) };
}

async function refuseSpoiltFile(page, session, checks, focus) {
  await open(page, session, '/imports');
  await page.locator('input[type=file]').setInputFiles(makeFile(session, focus, true));
  const group = page.locator('main .group');
  await group.locator('.would').waitFor();
  const row = group.locator('.report tbody tr').first();
  const text = (await row.count()) > 0 ? await row.innerText() : '';
  checks.that(`${session.label}: a wrong cell is refused with its line and value`, /\b4\b/.test(text) && text.includes('many'), text);
  checks.that(`${session.label}: and the import cannot start`, await group.locator('button.button').isDisabled());
  await group.locator('button.button-plain').last().click();
}

/** Uploads through the page's own form and follows the job to its end; gives the run's number. */
async function importFile(page, session, checks, focus) {
  await open(page, session, '/imports');
  const own = session.uploads.length > 0 ? session.uploads : makeFile(session, focus, false);
  await page.locator('input[type=file]').setInputFiles(own);
  const group = page.locator('main .group').first();
  await group.locator('.would').waitFor();
  checks.that(`${session.label}: the imports page fits with a preview`, (await overflow(page)) <= 0);
  await group.locator('input[type=text]').first().fill('End-to-end test');
  await group.locator('button.button').click();
  const done = group.locator('.job a.button');
  await done.waitFor({ timeout: 120000 });
  const { runs } = await answer(page, session, '/imports');
  const newest = runs.reduce((best, run) => (run.run > best.run ? run : best));
  checks.that(`${session.label}: the import is listed and active`, newest.status === 'active' && newest.rows.taken > 0, JSON.stringify(newest.rows));
  await done.click();
  await page.waitForURL((url) => url.pathname === '/');
  await settled(page);
  checks.that(`${session.label}: home opens after the import`, (await page.locator('main .lead').count()) === 1);
  return newest.run;
}

async function openWeakestSegment(page, session, checks, seat) {
  const segments = page.locator('main ol a[href^="/segment/"]');
  if (seat.segments.length === 0) {
    checks.skipped(`${session.label}: the weakest segment`, 'this election has no votes by segment');
    return;
  }
  const weakest = [...seat.segments].sort((a, b) => a.margin_votes - b.margin_votes)[0];
  checks.that(`${session.label}: the weakest segment stands first`, (await segments.first().getAttribute('href')).startsWith(`/segment/${weakest.ac_no}?`));
  await segments.first().click();
  await page.waitForURL(/\/segment\//);
  await settled(page);
  const heading = await page.locator('main h1').innerText();
  checks.that(`${session.label}: the segment page names it`, heading.includes(weakest.name[session.language]), heading);
}

async function printPage(page, session, checks) {
  await page.emulateMedia({ media: 'print' });
  const hidden = await page.evaluate(() => [...document.querySelectorAll('nav, header, .button')].every((element) => element.getClientRects().length === 0 || element.matches('main nav')));
  checks.that(`${session.label}: print leaves navigation out`, hidden);
  const sources = await page.locator('.source .only-print').first().isVisible();
  checks.that(`${session.label}: print names its sources`, sources);
  const path = `${session.out}/segment-${session.language}-${session.screen.name}.pdf`;
  await page.pdf({ path, format: 'A4', preferCSSPageSize: true });
  checks.that(`${session.label}: a PDF is made`, statSync(path).size > 5000);
  await page.emulateMedia({ media: null });
}

async function undo(page, session, checks, run) {
  await open(page, session, '/imports');
  await page.locator('section li').first().locator('.button-plain').first().click();
  await page.locator('dialog[open] .button').click();
  await page.locator('section > p[role=status]').waitFor();
  const { runs } = await answer(page, session, '/imports');
  checks.that(`${session.label}: the import is taken back`, runs.find((other) => other.run === run)?.status === 'undone');
}
