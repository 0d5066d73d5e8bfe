// Rolls from the state to a part, the review of similar names, a part typed by hand twice, and help within its limits.
import { answer, importFiles, open, post, settled, speak } from './browse.mjs';
import { checkPage } from './pages.mjs';
import { rollFiles } from './roll_files.mjs';

const AC = 11;
const CUT_PART = 6;

export async function checkRolls(page, session, checks) {
  const salt = (session.screen.width === 360 ? 10 : 20) + (session.language === 'hi' ? 1 : 2);
  const pair = { from: `2022-e2e${salt}`, to: `2026-e2e${salt}` };
  const files = rollFiles(AC, salt);
  const provenance = (revision) => ({ revision, qualifying_date: `${revision.slice(0, 4)}-01-01`, publication_date: `${revision.slice(0, 4)}-01-06`, synthetic: true });
  const runs = [
    await importFiles(page, session, { [`before-${salt}.csv`]: files.before }, provenance(pair.from)),
    await importFiles(page, session, { [`after-${salt}.csv`]: files.after }, provenance(pair.to))
  ];
  try {
    await checkChanges(page, session, checks, pair);
    await checkPart(page, session, checks, pair);
    await checkReview(page, session, checks, pair);
    await checkEntry(page, session, checks, pair.to);
    await checkHelp(page, session, checks, pair.to, salt);
  } finally {
    // A part that was typed is taken by two runs, its entries and its summary sheet.
    const { runs: all } = await answer(page, session, '/imports');
    const ours = all.filter((run) => run.run >= runs[0] && run.status === 'active').map((run) => run.run);
    for (const run of ours.sort((a, b) => b - a)) await post(page, session, `/imports/${run}/undo`);
  }
}

async function checkChanges(page, session, checks, pair) {
  const query = `from=${pair.from}&to=${pair.to}`;
  await open(page, session, `/rolls?${query}`);
  await speak(page, session.language);
  await checkPage(page, session, checks, 'rolls, not compared');
  await page.locator('main button.button').click();
  await page.locator('main .lead').waitFor({ timeout: 60000 });
  await settled(page);
  const changes = await answer(page, session, `/rolls/changes?${query}`);
  checks.that(`${session.label}: rolls are compared and the page leads with what changed`, (await page.locator('main .lead').innerText()).includes(changes.sentence[session.language]));
  checks.that(`${session.label}: made-up rolls carry the band`, await page.locator('main .synthetic').first().isVisible());
  checks.that(`${session.label}: the part that was cut is found unusual`, changes.unusual.parts.some((part) => part.part_no === CUT_PART), JSON.stringify(changes.unusual));
  await checkPage(page, session, checks, 'rolls');

  await open(page, session, `/rolls/${AC}?${query}`);
  await page.locator('main section button.button-plain', { hasText: session.language === 'hi' ? 'खोजें' : 'Look for them' }).click();
  await page.locator('main section a[href="/review"]').first().waitFor({ timeout: 60000 });
  const { total } = await answer(page, session, `/rolls/duplicates?revision=${pair.to}&ac=${AC}`);
  checks.that(`${session.label}: who stands twice is counted`, total.persons >= 1, JSON.stringify(total));
  await checkPage(page, session, checks, 'rolls, segment');
}

async function checkPart(page, session, checks, pair) {
  await open(page, session, `/rolls/${AC}?from=${pair.from}&to=${pair.to}`);
  await page.locator(`main a[href^="/rolls/${AC}/${CUT_PART}?"]`).first().click();
  await page.waitForURL(new RegExp(`/rolls/${AC}/${CUT_PART}`));
  await settled(page);
  checks.that(`${session.label}: no name is on the part's page until its agent asks`, (await page.locator('main table th[scope=row] .small[lang=en]').count()) === 0);
  await page.locator('main section.no-print button.button-plain').click();
  const lists = page.locator('main section.no-print details');
  await lists.nth(6).waitFor();
  await lists.nth(1).locator('summary').click();
  const text = await lists.nth(1).innerText();
  checks.that(`${session.label}: whoever is gone is listed, card numbers masked`, /ZZE\*{4}\d{3}/.test(text) && !/ZZE\d{7}/.test(text), text.slice(0, 200));
  await checkPage(page, session, checks, 'rolls, part');
}

async function checkReview(page, session, checks, pair) {
  const queue = `changes ${pair.from}~${pair.to}@${AC}`;
  await open(page, session, '/review');
  await checkPage(page, session, checks, 'review, queues');
  await page.locator(`main a[href="/review?queue=${encodeURIComponent(queue)}"]`).click();
  await page.locator('main .person input').fill('First');
  await page.locator('main table td').first().waitFor();
  checks.that(`${session.label}: letters that differ are marked`, (await page.locator('main table mark').count()) > 0);
  await page.locator('main details summary').first().click();
  await checkPage(page, session, checks, 'review, pair');
  const first = await next(page, session, queue, 'First');
  await page.locator('main h2').first().click();
  await page.keyboard.press('d');
  await decided(page, session, queue, 'First', 1);
  checks.that(`${session.label}: d says different and goes on`, (await next(page, session, queue, 'First')).pair.left.entry !== first.pair.left.entry);
  const second = await next(page, session, queue, 'Second', '&two=1');
  checks.that(`${session.label}: a second person sees the pair and not what the first said`, second.mine.length === 0 && second.waiting === first.waiting);
  await page.keyboard.press('u');
  await decided(page, session, queue, 'First', 0);
  checks.that(`${session.label}: u takes it back`, true);
}

const next = (page, session, queue, by, more = '') => answer(page, session, `/review/next?queue=${encodeURIComponent(queue)}&by=${by}${more}`);

async function decided(page, session, queue, by, count) {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await next(page, session, queue, by)).mine.length === count) return page.locator('main section[aria-busy=false]').first().waitFor();
    await page.waitForTimeout(50);
  }
  throw new Error(`${count} decisions were expected`);
}

/** Types a part of two entries twice, the second time with a slip that is then corrected. */
async function checkEntry(page, session, checks, revision) {
  await open(page, session, '/rolls/entry');
  await page.locator('main .person input').fill('One');
  const fields = { revision, ac_no: String(AC), part_no: '77', qualifying_date: '2026-01-01', publication_date: '2026-01-06', stated_male: '1', stated_female: '1', source: 'End-to-end test: made up' };
  for (const [name, value] of Object.entries(fields)) await page.locator(`main form [name=${name}]`).fill(value);
  await checkPage(page, session, checks, 'entry, new');
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL(/draft=/);
  await type(page, ['रमेश चन्द्र', 'F', 'सोहन लाल', '12', '45', 'M', 'ZZD0000001'], 1);
  await type(page, ['सुनीता देवी', 'H', 'रमेश चन्द्र', '12', '41', 'F', 'ZZD0000002'], 2);
  await checkPage(page, session, checks, 'entry, typing');

  await page.locator('main .person input').fill('Two');
  await page.waitForFunction(() => document.querySelectorAll('main table').length === 0);
  checks.that(`${session.label}: the second person sees nothing of the first's typing`, !(await page.locator('main').innerText()).includes('सुनीता'));
  await type(page, ['रमेश चन्द्र', 'F', 'सोहन लाल', '12', '45', 'M', 'ZZD0000001'], 1);
  await type(page, ['सुनीता देवी', 'H', 'रमेश चन्द्र', '12', '47', 'F', 'ZZD0000002'], 2);
  await page.locator('main section').last().locator('button').click();
  const difference = page.locator('main section').last().locator('tbody tr');
  await difference.first().waitFor();
  checks.that(`${session.label}: where the two differ is shown`, /41[\s\S]*47/.test(await difference.first().innerText()));
  await checkPage(page, session, checks, 'entry, compared');

  await page.locator('main table .actions button').first().click();
  await page.locator('main form [name=age]').fill('41');
  await page.locator('main form button[type=submit]').click();
  await page.waitForFunction(() => !document.querySelector('main section table')?.textContent.includes('47'));
  const last = page.locator('main section').last();
  await last.locator('button.button-plain').first().click();
  await last.locator('button.button:not([disabled])').click();
  await page.locator('main a.button-plain[href="/rolls/entry"]').waitFor();
  const { drafts } = await answer(page, session, '/roll-drafts');
  const draft = drafts.find((one) => one.revision === revision);
  checks.that(`${session.label}: both alike, the part is taken into the roll`, draft.state === 'imported' && draft.run > 0, JSON.stringify(draft));
}

/** Types one entry with Enter from field to field. */
async function type(page, [name, relation, relative, house, age, gender, epic], serial) {
  const field = (label) => page.locator(`main form [name=${label}]`);
  await page.waitForFunction((wanted) => document.querySelector('main form [name=serial_no]')?.value === wanted, String(serial));
  await field('name').fill(name);
  await field('name').press('Enter');
  await field('relation_type').selectOption(relation);
  await field('relation_name').fill(relative);
  await field('house_no').fill(house);
  await field('age').fill(age);
  await field('gender').selectOption(gender);
  await field('epic_no').fill(epic);
  await field('epic_no').press('Enter');
  await page.locator(`main tbody th[scope=row]`, { hasText: name }).first().waitFor();
}

async function checkHelp(page, session, checks, revision, salt) {
  const agent = `Agent ${salt} ${Date.now() % 1000000}`;
  await open(page, session, `/rolls/help?revision=${revision}`);
  await page.locator('main details summary').first().click();
  const today = new Date();
  const day = (offset) => new Date(today.getTime() + offset * 86400000).toISOString().slice(0, 10);
  await page.locator('main form [name=first_day]').fill(day(-5));
  await page.locator('main form [name=last_day]').fill(day(20));
  await page.locator('main form [name=source]').fill('End-to-end test: made up');
  await page.locator('main form button[type=submit]').click();
  await page.locator('main .deadline').waitFor();
  checks.that(`${session.label}: the deadline is told`, /\d/.test(await page.locator('main .deadline').innerText()));
  await page.locator('main .situations button').nth(1).click();
  await page.locator('main ol li').first().waitFor();
  await page.locator('main .person input').fill(agent);
  await page.locator('main .check input[name=evidence]').first().check();
  await page.locator('main form [name=ac_no]').fill(String(AC));
  await page.locator('main form [name=part_no]').fill('3');
  const submit = page.locator('main section.no-print form button[type=submit]');
  checks.that(`${session.label}: nothing is noted before a check in person`, await submit.isDisabled());
  await page.locator('main section.no-print .check input:not([name])').check();
  await submit.click();
  await page.locator('main section.no-print span[role=status]').waitFor();
  await checkPage(page, session, checks, 'help');
  const { given } = await answer(page, session, `/roll-help?revision=${revision}`);
  const body = { revision, ac_no: AC, part_no: 3, serial_no: null, situation: given[0].situation, evidence: given[0].evidence, reason: '', agent, checked_in_person: true, declared: false };
  for (let more = 2; more <= 10; more += 1) await post(page, session, '/roll-help', body);
  const eleventh = await post(page, session, '/roll-help', body).then(() => 'taken', (error) => error.message);
  checks.that(`${session.label}: the eleventh of a day is refused`, eleventh.includes('409'), eleventh);
  await open(page, session, `/rolls/help?revision=${revision}&situation=${given[0].situation}`);
  await page.locator('main .full').waitFor();
  checks.that(`${session.label}: and the page says so beforehand`, true);
}
