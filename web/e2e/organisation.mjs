// The organisation: down the tree, a person taken in and gone again, gaps, agents, a file that does not fit.
import { answer, finished, open, post, settled, speak } from './browse.mjs';
import { checkPage } from './pages.mjs';

const OURS = { 'X-Boothwise': '1', 'Content-Type': 'application/octet-stream' };

export async function checkOrganisation(page, session, checks) {
  const { begins_at: begins } = await answer(page, session, '/organisation');
  if (begins.length === 0) {
    const top = { parent: null, level: 'state', name_hi: 'काल्पनिक प्रदेश', name_en: 'Sample State', code: 'TOP', places: '' };
    await post(page, session, '/organisation/units', top);
  }
  const { unit } = await answer(page, session, '/organisation/units');
  for (const [name, path] of [
    ['organisation', '/organisation'],
    ['gaps', '/organisation/gaps'],
    ['vacant heads', '/organisation/gaps?kind=heads'],
    ['people', `/organisation/people?unit=${unit}`],
    ['agents', '/organisation/agents'],
    ['organisation import', '/organisation/import']
  ]) {
    await open(page, session, path);
    await speak(page, session.language);
    await checkPage(page, session, checks, name);
  }
  await checkPerson(page, session, checks, unit);
  await checkRefusal(page, session, checks);
}

/** A name with a salt of its own comes in through the form, is found, and is erased when the person leaves. */
async function checkPerson(page, session, checks, unit) {
  const name = `परीक्षण ${session.label.replaceAll(' ', '')}`;
  await open(page, session, `/organisation/${unit}`);
  await page.locator('details:has(input[name=phone]) summary').click();
  await page.locator('details:has(input[name=phone]) input[name=name]').fill(name);
  await page.locator('details:has(input[name=phone]) button[type=submit]').click();
  await settled(page);
  const find = async () => (await answer(page, session, `/organisation/people?unit=${unit}&q=${encodeURIComponent(name)}`)).people.filter((one) => one.name === name);
  await page.waitForTimeout(500);
  const found = await find();
  checks.that(`${session.label}: a person is taken in through the form`, found.length === 1, String(found.length));
  for (const one of found) await post(page, session, `/organisation/people/${one.person}/leave`);
  checks.that(`${session.label}: who left is not found any more`, (await find()).length === 0);
}

async function checkRefusal(page, session, checks) {
  const text = 'unit_code,parent_code,level,name_hi,places\nX1,NOWHERE,mandal,क,\n';
  const response = await page.request.post(`${session.base}/api/v1/imports/uploads?name=bad.csv`, { headers: OURS, data: Buffer.from(text, 'utf8') });
  const { upload } = await response.json();
  const { job } = await post(page, session, '/organisation/imports', { uploads: [upload] });
  const state = await finished(page, session, job);
  const row = state.report?.refused?.[0];
  checks.that(`${session.label}: a row that does not fit is named with line and column`, state.state === 'failed' && row?.line === 2 && row?.column === 'parent_code', JSON.stringify(state));
}
