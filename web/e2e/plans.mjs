// Where effort goes: targets by booth, a calendar of visits; and estimates: where votes went, each marked as one.
import { answer, open, settled, speak } from './browse.mjs';
import { checkPage } from './pages.mjs';

export async function checkPlans(page, session, checks) {
  const state = await answer(page, session, '/state');
  if (state.default.election === null) {
    checks.skipped(`${session.label}: plans`, 'no results here');
    return;
  }
  await checkTargets(page, session, checks, state);
  await checkVisits(page, session, checks);
  await checkTransfer(page, session, checks, state);
}

async function checkTargets(page, session, checks, state) {
  const side = encodeURIComponent(state.default.side);
  const seat = await seatWithBooths(page, session, side);
  if (seat === null) {
    checks.skipped(`${session.label}: targets by booth`, 'no booth sheets here');
    return;
  }
  await open(page, session, `/seat/${seat.pc_no}/targets?need=5000`);
  await speak(page, session.language);
  await settled(page);
  const told = await answer(page, session, `/seats/${seat.pc_no}/targets?need=5000&side=${side}`);
  const sum = (list) => list.reduce((so, one) => so + one.target, 0);
  checks.that(`${session.label}: targets of booths and of segments add up to the need`, sum(told.booths) === 5000 && sum(told.segments) === 5000);
  const text = await page.locator('main').innerText();
  checks.that(`${session.label}: the page says what targets rest on`, text.includes(session.language === 'hi' ? 'यह किस पर टिका है' : 'What this rests on'));
  const rows = page.locator('main table').last().locator('tbody tr:visible');
  checks.that(`${session.label}: booths come forty at a time`, (await rows.count()) === Math.min(40, told.booths.length));
  await page.locator('main thead button').first().click();
  checks.that(`${session.label}: booths sort by a column`, (await page.locator('main thead th[aria-sort=ascending]').count()) === 1);
  const lost = told.booths.filter((booth) => booth.chances.lost >= 0.6).length;
  await page.locator('main select').selectOption('lost');
  checks.that(`${session.label}: booths are chosen by what is likely`, (await rows.count()) === Math.max(1, Math.min(40, lost)), `${await rows.count()} of ${lost}`);
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('main button', { hasText: session.language === 'hi' ? 'ये पंक्तियाँ CSV में' : 'These rows as CSV' }).click()]);
  checks.that(`${session.label}: the rows are saved as CSV`, file.suggestedFilename().endsWith('.csv'));
  await checkPage(page, session, checks, 'targets by booth');
  await checkEffort(page, session, checks, seat.pc_no, side);
}

/** The seat's effort over its booths: asked for on the page, in the address, within its caps. */
async function checkEffort(page, session, checks, seat, side) {
  await open(page, session, `/seat/${seat}/targets?need=5000`);
  checks.that(`${session.label}: no effort stands there before it is asked for`, !(await page.locator('main input[name=units]').inputValue()));
  await page.locator('main input[name=units]').fill('40');
  await page.locator('main input[name=booth_units]').fill('2');
  await page.locator('main form:has(input[name=units]) button').click();
  await page.waitForFunction(() => location.search.includes('units=40'));
  await settled(page);
  await page.locator('main .found').waitFor();
  const { effort, booths, segments } = await answer(page, session, `/seats/${seat}/targets?need=5000&units=40&booth_units=2&side=${side}`);
  const sum = (list) => list.reduce((so, { units }) => so + units, 0);
  checks.that(`${session.label}: effort of booths and of segments adds up and keeps to its caps`, sum(booths) === effort.units_used && sum(segments) === effort.units_used && effort.units_used <= 40 && booths.every(({ units }) => units <= 2));
  checks.that(`${session.label}: what is assumed of effort is shown over a range`, (await page.locator('main section:has(input[name=units]) tbody tr').count()) === effort.under.length);
  const given = (await page.locator('main table').last().locator('tbody tr:visible td:nth-last-of-type(2)').allInnerTexts()).map(Number).filter((units) => units > 0).length;
  checks.that(`${session.label}: booths with effort come first`, given === Math.min(40, booths.filter(({ units }) => units > 0).length), `${given}`);
  await checkPage(page, session, checks, 'effort over booths');
}

/** The first seat with booth sheets in any of its segments. */
async function seatWithBooths(page, session, side) {
  const { seats } = await answer(page, session, `/focus?side=${side}`);
  for (const seat of seats.filter(({ pc_no }) => pc_no !== undefined).slice(0, 20)) {
    const response = await page.request.get(`${session.base}/api/v1/seats/${seat.pc_no}/targets?side=${side}&need=10`);
    if (response.ok()) return seat;
  }
  return null;
}

async function checkVisits(page, session, checks) {
  await open(page, session, '/visits');
  await settled(page);
  const search = page.locator('main input[type=search]');
  if ((await search.count()) === 0) {
    checks.skipped(`${session.label}: visits`, 'no organisation here');
    return;
  }
  checks.that(`${session.label}: without seats and leaders nothing can be proposed`, await page.locator('main form button[type=submit]').isDisabled());
  await page.locator('main select').first().selectOption({ index: 1 });
  checks.that(`${session.label}: a seat is added with its visits`, (await page.locator('main form li input[type=number]').count()) === 1);
  const { people } = await answer(page, session, '/responsibility/people');
  const leader = people.find((person) => person.home_ac !== null);
  if (leader === undefined) {
    checks.skipped(`${session.label}: a calendar of visits`, 'nobody has a home segment here');
  } else {
    await search.fill(leader.name.slice(0, 12));
    await page.locator('main .entries button', { hasText: leader.name }).first().click();
    await page.locator('main form button[type=submit]').click();
    await page.locator('main ol li').first().waitFor();
    checks.that(`${session.label}: a calendar is proposed by day`, (await page.locator('main ol li').count()) >= 1);
    await page.locator('main button.button', { hasText: session.language === 'hi' ? 'कामों में डालें' : 'into the work' }).click();
    await page.locator('main [role=status]', { hasText: '✓' }).waitFor();
    checks.that(`${session.label}: what is accepted stands in the work`, true);
  }
  await checkPage(page, session, checks, 'visits');
}

async function checkTransfer(page, session, checks, state) {
  const places = state.elections.filter((one) => one.comparable && one.kind === 'general' && (one.house === 'VS' || one.has.segments));
  await open(page, session, '/compare/transfer');
  if (places.length < 2) {
    checks.that(`${session.label}: vote transfer says what it needs`, (await page.locator('main .note').count()) > 0);
    return;
  }
  await page.locator('main table').first().waitFor({ timeout: 60000 });
  const text = await page.locator('main').innerText();
  checks.that(`${session.label}: vote transfer is called an estimate, of votes only`, text.includes(session.language === 'hi' ? 'अनुमान' : 'estimate') && text.includes(session.language === 'hi' ? 'समुदायों के लिए कभी नहीं' : 'never made for communities'));
  checks.that(`${session.label}: no move of votes is sure`, !(await page.locator('main tbody td').allInnerTexts()).some((cell) => /^(0|100)(\.0)?\s%/.test(cell)));
  await checkPage(page, session, checks, 'vote transfer');
}
