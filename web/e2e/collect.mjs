// Field work: a form is made in the builder and published, a phone gets its key, fills the form offline in Hindi, is reloaded, comes online; it arrives once.
import { open, overflow, pending, post, settled, speak } from './browse.mjs';
import { checkProtected, checkSentBack, checkTakenBack, controlled } from './field_work.mjs';
import { checkBackground } from './waking.mjs';

const WORDS = ['who', 'items', 'why', 'withdraw', 'complain', 'contact'];
const FORM = 'help';

/** From a ready form to an open one, as a designer does it. */
export async function makeForm(page, session, checks) {
  const words = Object.fromEntries(WORDS.map((part) => [part, `${part}: परीक्षण`]));
  await post(page, session, '/notices', { key: FORM, purposes: ['call_back'], erasure: 'destroy', texts: { hi: words, en: words } });
  await open(page, session, '/forms');
  await page.getByRole('button', { name: 'मदद और शिकायत' }).click();
  await page.locator('.phone .filling.opened').waitFor();
  checks.that(`${session.label}: the phone shows the form with the same engine`, (await page.locator('.phone form.or').count()) === 1);
  // Something that may not be asked is said beside the question, and stands in the way.
  await page.getByRole('button', { name: /किस बारे में/ }).first().click();
  const words_hi = page.locator('textarea[lang=hi]').first();
  await words_hi.fill('अपना आधार नंबर बताइए');
  await page.locator('.line.open .blocks').waitFor();
  checks.that(`${session.label}: the linter says why a number of Aadhaar is not asked`, (await page.locator('.line.open .blocks').innerText()).includes('R4'));
  await words_hi.fill('किस बारे में?');
  await page.locator('.line.open .blocks').waitFor({ state: 'detached' });
  await checkOrder(page, session, checks);
  await page.screenshot({ path: `${session.out}/forms-builder-${session.screen.name}.png`, fullPage: true });
  await page.getByRole('button', { name: 'मसौदा सहेजें' }).click();
  await page.waitForURL(/\/forms\/[^/]+$/);
  await settled(page);
  await page.getByRole('button', { name: 'प्रकाशित करें' }).click();
  await page.getByText(/चालू · संस्करण/).waitFor();
  checks.that(`${session.label}: the form is published`, true);
}

/** A question goes elsewhere by its handle and comes back by its button; the notice is picked, not typed. */
async function checkOrder(page, session, checks) {
  const rows = page.locator('.section > ol > li');
  const names = () => rows.locator('.head').allInnerTexts();
  const before = await names();
  await page.getByRole('button', { name: /किस बारे में/ }).first().click();
  const from = await rows.nth(1).locator('.handle').boundingBox();
  const to = await rows.nth(0).boundingBox();
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 6, { steps: 4 });
  await page.locator('.landing').waitFor();
  await page.mouse.up();
  const dragged = await names();
  checks.that(`${session.label}: a question is dragged to where it shall stand`, dragged[0] === before[1] && dragged[1] === before[0], dragged.slice(0, 3).join(' | '));
  await rows.nth(0).locator('.head').click();
  await rows.nth(0).locator('[data-step="1"]').click();
  checks.that(`${session.label}: its button moves it back and keeps the focus`, (await names()).join() === before.join() && (await page.evaluate(() => document.activeElement?.dataset.step)) === '1');
  await rows.nth(0).locator('.head').click();
  checks.that(`${session.label}: the notice is chosen from those that are there`, (await page.locator('[data-notice]').inputValue()) === `${FORM}/1`);
  await rows.nth(0).locator('.head').click();
}

/** A key for a phone of a booth; gives the link. */
export async function giveKey(page, session, checks) {
  await open(page, session, '/devices');
  await page.locator('fieldset search input').fill('बूथ 12');
  await page.locator('fieldset search li button').first().click();
  await page.locator('fieldset').nth(1).locator('.row button').first().click();
  await page.locator('input[name=title]').fill('बूथ 112, फ़ोन 1');
  await page.getByRole('button', { name: 'चाबी दें' }).click();
  const link = (await page.locator('[data-link]').innerText()).trim();
  checks.that(`${session.label}: a key comes with codes to scan`, (await page.locator('figure img').count()) === 2);
  checks.that(`${session.label}: nothing is wider than the screen`, (await overflow(page)) <= 0);
  await page.screenshot({ path: `${session.out}/forms-key-${session.screen.name}.png`, fullPage: true });
  return link;
}

/** The worker's phone: `phone` is a page of its own profile. */
export async function fillOffline(phone, session, checks, link) {
  await phone.goto(link);
  await phone.locator('.begin').first().waitFor();
  checks.that(`${session.label}: the key is not left in the address`, !phone.url().includes('#'));
  await controlled(phone);
  await phone.context().setOffline(true);
  await phone.reload();
  await phone.getByRole('button', { name: 'मदद और शिकायत' }).click();
  await phone.locator('.filling.opened').waitFor();
  const next = () => phone.locator('.next-page').click();
  await next();
  await phone.locator('input[value=ration]').check();
  await phone.waitForTimeout(1000);
  await phone.reload();
  await phone.getByRole('button', { name: 'आगे भरें' }).click();
  await phone.locator('.filling.opened').waitFor();
  await next();
  checks.that(`${session.label}: what was filled offline is there after a reload`, await phone.locator('input[value=ration]').isChecked());
  await next();
  await phone.locator('input[value=office]').check();
  await next();
  await phone.locator('input[value=no]').first().check();
  await next();
  await next();
  await phone.screenshot({ path: `${session.out}/collect-form-${session.screen.name}.png`, fullPage: true });
  await phone.getByRole('button', { name: 'पूरा हुआ' }).click();
  const code = (await phone.locator('.code').innerText()).trim();
  checks.that(`${session.label}: the receipt has a code`, /^[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}$/.test(code), code);
  checks.that(`${session.label}: one is pending while there is no network`, (await pending(phone)) === '1');
  await phone.screenshot({ path: `${session.out}/collect-receipt-${session.screen.name}.png`, fullPage: true });
  await phone.reload();
  await phone.locator('.begin').first().waitFor();
  checks.that(`${session.label}: it is still pending after a reload`, (await pending(phone)) === '1');
  await phone.context().setOffline(false);
  await phone.locator('[data-pending="0"]').waitFor({ timeout: 30000 });
  checks.that(`${session.label}: it is sent when the network comes back`, true);
  checks.that(`${session.label}: nothing is wider than the phone`, (await overflow(phone)) <= 0);
  return code;
}

/** REQUIRES: the machine's owner, before the first user ends that. */
export async function checkCollect(newPage, { base, out, screens, boothwise }, checks) {
  const session = { base, out, boothwise, screen: screens[0], language: 'hi', label: 'collect' };
  const office = await newPage(screens[1]);
  await open(office, session, '/');
  await speak(office, 'hi');
  await makeForm(office, session, checks);
  const link = await giveKey(office, session, checks);
  const phone = await newPage(screens[0]);
  const way = link.replace(/^https?:\/\/[^/]+/, base);
  const code = await fillOffline(phone, session, checks, way);
  const held = await post(office, session, '/receipt', { code });
  checks.that('collect: the server holds it once, under its receipt', held.records.length === 1, JSON.stringify(held).slice(0, 200));
  await post(office, session, '/receipt/withdraw', { code });
  const after = await office.request.post(`${base}/api/v1/receipt`, { headers: { 'X-Boothwise': '1', 'Content-Type': 'application/json' }, data: JSON.stringify({ code }) });
  const left = after.ok() ? (await after.json()).records.filter((one) => one.current) : [];
  checks.that('collect: after withdrawal nothing is left under it', left.length === 0, JSON.stringify(left).slice(0, 200));
  await checkSentBack(office, phone, session, checks);
  await checkBackground(office, phone, session, checks);
  await checkTakenBack(office, phone, session, checks);
  await checkProtected(newPage, session, screens, checks);
}
