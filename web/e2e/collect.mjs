// Field work: a form is made in the builder and published, a phone gets its key, fills the form offline in Hindi, is reloaded, comes online; it arrives once.
import { open, overflow, post, settled, speak } from './browse.mjs';

const WORDS = ['who', 'items', 'why', 'withdraw', 'complain', 'contact'];
const FORM = 'help';

/** From a ready form to an open one, as a designer does it. */
export async function makeForm(page, session, checks) {
  const words = Object.fromEntries(WORDS.map((part) => [part, `${part}: परीक्षण`]));
  await post(page, session, '/notices', { key: FORM, purposes: ['call_back'], texts: { hi: words, en: words } });
  await open(page, session, '/forms');
  await page.getByRole('button', { name: 'मदद और शिकायत' }).click();
  await page.locator('.phone .filling.opened').waitFor();
  checks.that(`${session.label}: the phone shows the form with the same engine`, (await page.locator('.phone form.or').count()) === 1);
  // Something that may not be asked is said beside the question, and stands in the way.
  await page.getByRole('button', { name: /किस बारे में/ }).first().click();
  const words_hi = page.locator('textarea[lang=hi]').first();
  await words_hi.fill('अपना आधार नंबर बताइए');
  await page.locator('li.open .blocks').waitFor();
  checks.that(`${session.label}: the linter says why a number of Aadhaar is not asked`, (await page.locator('li.open .blocks').innerText()).includes('R4'));
  await words_hi.fill('किस बारे में?');
  await page.locator('li.open .blocks').waitFor({ state: 'detached' });
  await page.screenshot({ path: `${session.out}/forms-builder-${session.screen.name}.png`, fullPage: true });
  await page.getByRole('button', { name: 'मसौदा सहेजें' }).click();
  await page.waitForURL(/\/forms\/[^/]+$/);
  await settled(page);
  await page.getByRole('button', { name: 'प्रकाशित करें' }).click();
  await page.getByText(/चालू · संस्करण/).waitFor();
  checks.that(`${session.label}: the form is published`, true);
}

/** A key for a phone; gives the link. */
export async function giveKey(page, session, checks) {
  await open(page, session, '/devices');
  await page.locator('input[name=title]').fill('बूथ 112, फ़ोन 1');
  await page.getByRole('button', { name: 'चाबी दें' }).click();
  const link = (await page.locator('[data-link]').innerText()).trim();
  checks.that(`${session.label}: a key comes with codes to scan`, (await page.locator('figure img').count()) === 2);
  checks.that(`${session.label}: nothing is wider than the screen`, (await overflow(page)) <= 0);
  await page.screenshot({ path: `${session.out}/forms-key-${session.screen.name}.png`, fullPage: true });
  return link;
}

const pending = (page) => page.locator('[data-pending]').getAttribute('data-pending');

/** The worker's phone: `phone` is a page of its own profile. */
export async function fillOffline(phone, session, checks, link) {
  await phone.goto(link);
  await phone.locator('.begin').first().waitFor();
  checks.that(`${session.label}: the key is not left in the address`, !phone.url().includes('#'));
  await phone.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((resume) => navigator.serviceWorker.addEventListener('controllerchange', resume, { once: true }));
  });
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
export async function checkCollect(newPage, base, out, screens, checks) {
  const session = { base, out, screen: screens[0], language: 'hi', label: 'collect' };
  const office = await newPage(screens[1]);
  await open(office, session, '/');
  await speak(office, 'hi');
  await makeForm(office, session, checks);
  const link = await giveKey(office, session, checks);
  const phone = await newPage(screens[0]);
  const code = await fillOffline(phone, session, checks, link.replace(/^https?:\/\/[^/]+/, base));
  const held = await post(office, session, '/receipt', { code });
  checks.that('collect: the server holds it once, under its receipt', held.records.length === 1, JSON.stringify(held).slice(0, 200));
  await post(office, session, '/receipt/withdraw', { code });
  const after = await office.request.post(`${base}/api/v1/receipt`, { headers: { 'X-Boothwise': '1', 'Content-Type': 'application/json' }, data: JSON.stringify({ code }) });
  const left = after.ok() ? (await after.json()).records.filter((one) => one.current) : [];
  checks.that('collect: after withdrawal nothing is left under it', left.length === 0, JSON.stringify(left).slice(0, 200));
}
