// Officers: taken in by invitation with one-time codes, users, four eyes, the trail, tokens, the secret calendar, and what stays on a device after signing out.
// The first user ends the owner's reign on this machine, so this walk comes last.
import { createHmac } from 'node:crypto';
import { open, post, settled, speak } from './browse.mjs';
import { checkPage } from './pages.mjs';

const PASSWORD = 'नीली पतंग 47 बार उड़ी';
const SIX = 1000000;

/** RFC 6238 of a secret in base 32; codes are good once, so a walk asks for the next step where it has used this one. */
function oneTimeCode(secret, ahead = 0) {
  const bits = [...secret.replace(/[\s=]/g, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + ahead));
  const digest = createHmac('sha1', key).update(step).digest();
  const at = digest[19] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % SIX).padStart(6, '0');
}

const lookAt = (page, session, name) => page.screenshot({ path: `${session.out}/admin-${name}-${session.language}-${session.screen.name}.png`, fullPage: true });

/** From an invitation's link to being signed in with one-time codes. */
export async function takeIn(page, link) {
  await page.goto(link);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('form button[type=submit]').click();
  const secret = (await page.locator('p code').innerText()).trim();
  await page.locator('input[name=code]').fill(oneTimeCode(secret));
  await page.locator('form button[type=submit]').click();
  await page.locator('ul.codes').waitFor();
  await page.locator('button.button').click();
  await page.waitForURL(/\/today/);
  await settled(page);
  return secret;
}

export async function checkAdministration(newPage, { base, out, screens }, checks) {
  const session = { base, out, screen: screens[1], language: 'hi', label: 'administration' };
  const chief = await newPage(screens[1]);
  await open(chief, session, '/');
  const { link } = await post(chief, session, '/users', { name: 'परीक्षण प्रमुख', sign_in_name: 'chief', role: 'state_data_head', unit: 1 });
  await takeIn(chief, link);
  const invited = {};
  for (const [name, role] of [['auditor', 'auditor'], ['officer', 'state_officer']]) invited[name] = await invite(chief, session, checks, name, role);
  await walk(chief, session, screens, checks, [['users', '/administration/users'], ['approvals, none', '/administration/approvals'], ['messages', '/administration/messages'], ['account', '/account']]);
  await textMessages(chief, session, checks);
  await search(chief, session, checks);

  const auditor = await newPage(screens[0]);
  await takeIn(auditor, invited.auditor);
  await fourEyes(chief, auditor, session, checks);
  await walk(auditor, session, screens, checks, [['audit', '/administration/audit'], ['approvals', '/administration/approvals']]);
  await trail(auditor, session, checks);
  await tokenAndCalendar(chief, session, checks);
  await nothingStays(chief, session, checks);
  const stranger = await newPage(screens[0]);
  await open(stranger, session, '/administration/users');
  await stranger.waitForURL(/sign-in/).catch(() => null);
  checks.that('administration: who is not signed in is asked to', stranger.url().includes('/sign-in'), stranger.url());
}

async function walk(page, session, screens, checks, pages) {
  for (const screen of screens) {
    await page.setViewportSize(screen);
    for (const language of ['hi', 'en']) {
      const here = { ...session, screen, language, label: `${session.label} ${language} ${screen.name}` };
      for (const [name, path] of pages) {
        await open(page, here, path);
        await speak(page, language);
        await checkPage(page, here, checks, name);
        await lookAt(page, here, name.replaceAll(/\W+/g, '-'));
      }
    }
  }
  await speak(page, session.language);
}

/** Through the page's own form; gives the link that its card shows. */
async function invite(page, session, checks, name, role) {
  await open(page, session, '/administration/users');
  await page.locator('details:has(input[name=sign_in_name]) > summary').click();
  await page.locator('input[name=name]').fill(`परीक्षण ${name}`);
  await page.locator('input[name=sign_in_name]').fill(name);
  await page.locator('select[name=role]').selectOption(role);
  await page.locator('details:has(input[name=sign_in_name]) form button[type=submit]').last().click();
  const card = page.locator('.card');
  await card.waitFor();
  const link = (await card.locator('.link').innerText()).trim();
  checks.that(`administration: an invitation is a link with its QR code (${name})`, link.includes('/invitation#') && (await card.locator('.qr svg').count()) === 1, link);
  await lookAt(page, session, `invitation-${name}`);
  return link;
}

async function search(page, session, checks) {
  await open(page, session, '/administration/users?q=audit');
  const found = await page.locator('main ul.entries > li').allInnerTexts();
  checks.that('administration: users are found by a part of the name', found.length === 1 && found[0].includes('auditor'), found.join(' | '));
  await open(page, session, '/administration/users?state=active');
  checks.that('administration: and by their state', (await page.locator('main ul.entries > li').count()) === 1);
}

/** How they go out, or what to do so that they do; what the page says is what the server says. */
async function textMessages(page, session, checks) {
  const body = await page.evaluate(async () => (await fetch('/api/v1/messages')).json());
  await open(page, session, '/administration/messages');
  const text = await page.locator('main').innerText();
  if (body.way === 'none') checks.that('administration: where no provider is set up, the page says what to do', text.includes('sms.toml') && (await page.locator('main ol li').count()) >= 3, text);
  else checks.that('administration: registered texts stand on the page with their numbers', body.settings.templates.every(({ id }) => text.includes(id)), text);
  const all = body.counts.reduce((sum, one) => sum + one.messages, 0);
  checks.that('administration: messages are listed where there are some', (await page.locator('main select').count()) === (all > 0 ? 1 : 0), String(all));
}

/** One officer asks with a reason, another sees who and why and agrees, the first uses it once. */
async function fourEyes(chief, auditor, session, checks) {
  await open(chief, session, '/administration/users?q=officer');
  await chief.locator('main ul.entries a').first().click();
  await settled(chief);
  await chief.locator('section:has(h2) details > summary', { hasText: 'नया निमंत्रण' }).click();
  await chief.locator('input[name=reason]').fill('फ़ोन खो गया');
  await chief.locator('details:has(input[name=reason]) form button').click();
  await chief.locator('[role=status] a[href="/administration/approvals"]').waitFor();
  await lookAt(chief, session, 'user');
  await open(auditor, session, '/administration/approvals');
  await speak(auditor, 'hi');
  const text = await auditor.locator('main').innerText();
  checks.that('administration: the second officer reads who asked and why', text.includes('परीक्षण प्रमुख') && text.includes('फ़ोन खो गया'), text);
  await lookAt(auditor, { ...session, screen: { name: '360' } }, 'approval-waiting');
  const grant = auditor.locator('form button', { hasText: 'मंज़ूर करें' });
  await grant.click();
  await auditor.locator('form button', { hasText: 'पक्का?' }).first().click();
  await auditor.locator('text=मंज़ूर').first().waitFor();
  await open(chief, session, '/administration/approvals');
  await chief.locator('form button').first().click();
  await chief.locator('form button', { hasText: 'पक्का?' }).click();
  await chief.locator('.card .link').waitFor();
  checks.that('administration: what was approved gives a new invitation', true);
  await open(chief, session, '/administration/approvals');
  checks.that('administration: and only once', (await chief.locator('main form button').count()) === 0);
}

async function trail(page, session, checks) {
  await open(page, session, '/administration/audit');
  await page.locator('section form.form button').click();
  await page.locator('section [role=status] b').waitFor();
  const found = await page.locator('section [role=status] b').innerText();
  checks.that('administration: the trail holds', found.startsWith('✓'), found);
  const [heads] = await Promise.all([page.waitForEvent('download'), page.locator('section:last-of-type button.button').click()]);
  const kept = await heads.path();
  await page.locator('input[name=heads]').setInputFiles(kept);
  await page.locator('section form.form button').click();
  await page.locator('section [role=status] b').waitFor();
  checks.that('administration: and against heads that were kept', (await page.locator('section [role=status]').innerText()).startsWith('✓'));
  await page.locator('input[name=action]').fill('approval.');
  await page.locator('form.fields button').click();
  await page.waitForURL(/action=approval/);
  await settled(page);
  await page.waitForFunction(() => [...document.querySelectorAll('main ul.entries b.code')].every((row) => row.textContent.startsWith('approval.')));
  const rows = await page.locator('main ul.entries b.code').allInnerTexts();
  checks.that('administration: rows are found by action', rows.length === 2, rows.join(' '));
  const text = await page.locator('main').innerText();
  checks.that('administration: no name is in the trail', !text.includes('परीक्षण'));
}

async function tokenAndCalendar(page, session, checks) {
  await open(page, session, '/account');
  await page.locator('details:has(input[name=title]) > summary').click();
  await page.locator('input[name=title]').fill('रिपोर्ट का प्रोग्राम');
  await page.locator('input[name=rights][value=view_results]').check();
  await page.locator('details:has(input[name=title]) form button').click();
  const token = (await page.locator('.secret').innerText()).trim();
  await lookAt(page, session, 'token');
  const ask = async (path) => (await fetch(`${session.base}${path}`, { headers: { Authorization: `Bearer ${token}` } })).status;
  checks.that('administration: a token does what was chosen, and no more', (await ask('/api/v1/state')) === 200 && (await ask('/api/v1/users')) === 403, `${await ask('/api/v1/state')} ${await ask('/api/v1/users')}`);

  await open(page, session, '/account');
  await page.locator('section:has-text("फ़ोन के कैलेंडर में") form button').first().click();
  const address = (await page.locator('.secret').first().innerText()).trim();
  const feed = await fetch(address);
  checks.that('administration: the secret calendar needs no session', feed.status === 200 && (await feed.text()).startsWith('BEGIN:VCALENDAR'), String(feed.status));
  const end = page.locator('details', { hasText: 'पता समाप्त करें' });
  await end.locator('summary').click();
  await end.locator('form button').click();
  await end.locator('form button').click();
  await page.waitForTimeout(500);
  checks.that('administration: and is gone once it is ended', (await fetch(address)).status === 404);
}

/** What the service worker kept is emptied when somebody signs out. */
async function nothingStays(page, session, checks) {
  const kept = () => page.evaluate(async () => (await (await caches.open('answers-1')).keys()).length);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((resume) => navigator.serviceWorker.addEventListener('controllerchange', resume, { once: true }));
  });
  await open(page, session, '/today');
  const before = await kept();
  await open(page, session, '/account');
  await page.locator('button.button', { hasText: 'साइन आउट' }).click();
  await page.waitForURL(/\/sign-in/);
  await settled(page);
  const after = await page.evaluate(async () => {
    const keys = await (await caches.open('answers-1')).keys();
    return keys.map((request) => new URL(request.url).pathname).filter((path) => /today|account|users|works|approvals/.test(path));
  });
  checks.that('administration: signing out leaves no answers on the device', before > 0 && after.length === 0, `${before} before, then ${after.join(' ')}`);
}
