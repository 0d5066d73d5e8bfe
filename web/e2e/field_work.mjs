// What phones of field work share in the walks: forms at the door, a day that came back, sealed answers.
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkAgreed, checkNccs, publish } from './agreed.mjs';
import { answer, open, overflow, pending, post, settled, speak } from './browse.mjs';
import { checkSealedInBackground } from './waking.mjs';

/** Who asks, as the walk's notices say it. */
const ASKER = { organisation_hi: 'परीक्षण संगठन', address_hi: 'परीक्षण मार्ग 1', organisation_en: 'a test organisation', address_en: '1 Test Road', telephone: '00000 00000' };
const CODE = /^[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}$/;
const dayBefore = (days) => new Date(Date.now() - days * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'Asia/Kolkata' });

/** The page is kept by the service worker from now on. */
export async function controlled(phone) {
  await phone.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((resume) => navigator.serviceWorker.addEventListener('controllerchange', resume, { once: true }));
  });
}

/** A reviewer sends a day back; the worker reads why, also without a network. */
export async function checkSentBack(office, phone, session, checks) {
  const [device] = (await answer(office, session, '/devices')).devices;
  const reason = 'घर 12 और 14 में सारे जवाब एक जैसे हैं';
  const decide = (state) => post(office, session, '/records/days', { device: device.device, day: dayBefore(1), state, reason });
  await decide('sent_back');
  await phone.reload();
  await phone.locator('[data-sent-back="1"]').waitFor();
  await phone.context().setOffline(true);
  await phone.reload();
  await phone.locator('[data-sent-back="1"]').waitFor();
  const text = await phone.locator('[data-sent-back]').innerText();
  checks.that(`${session.label}: a day that was sent back is told in the reviewer's words, offline too`, text.includes(reason) && text.includes('क्या करें'), text);
  checks.that(`${session.label}: a day that came back fits the phone`, (await overflow(phone)) <= 0);
  await phone.screenshot({ path: `${session.out}/collect-sent-back-${session.screen.name}.png`, fullPage: true });
  await phone.context().setOffline(false);
  await decide('approved');
  await phone.reload();
  await phone.locator('.begin').first().waitFor();
  await phone.locator('[data-sent-back]').waitFor({ state: 'detached' });
  checks.that(`${session.label}: the note goes once the day is approved`, true);
}

/** A key that is taken back ends at once, and the phone says so and keeps what it has. */
export async function checkTakenBack(office, phone, session, checks) {
  await open(office, session, '/devices');
  const device = office.locator('[data-device]').first();
  const row = await device.innerText();
  checks.that(`${session.label}: a key's row says where it is for, which forms and until when`, ['भाग 12', 'सब चालू फ़ॉर्म', 'कब तक'].every((words) => row.includes(words)), row);
  await device.getByRole('button', { name: 'वापस लें' }).click();
  await device.getByRole('button').click();
  await office.getByText('अभी कोई चालू चाबी नहीं').waitFor();
  await phone.reload();
  await phone.getByText('आपकी चाबी अब नहीं चलती').waitFor();
  checks.that(`${session.label}: a key that was taken back ends at once, and the phone says so`, true);
}

/**
 * A server of its own, with an open wave: the demo's synthetic wave takes its days, and waves share none. Keys and wave as
 * the key officers and the data head make them; their passphrases come from the environment here, from two terminals in life.
 */
async function serveWave({ boothwise, out }) {
  const workspace = join(out, 'sealed-workspace');
  const keys = join(out, 'sealed-keys');
  for (const folder of [workspace, keys]) rmSync(folder, { recursive: true, force: true });
  const env = { ...process.env, BOOTHWISE_PASSPHRASE_A: 'neem peepal banyan mango', BOOTHWISE_PASSPHRASE_B: 'river well pond canal' };
  const run = (...args) => execFileSync(boothwise, ['-w', workspace, '--quiet', ...args], { encoding: 'utf8', env });
  run('init', '--state', 'UP');
  run('organisation', 'import', fileURLToPath(new URL('../../data/samples/organisation/units.csv', import.meta.url)));
  const officers = ['officer-1', 'officer-2'].map((name) => join(out, name));
  for (const officer of officers) {
    for (const half of ['public', 'private']) rmSync(`${officer}.${half}`, { force: true });
    run('backup', 'key', 'new', '--out', officer);
  }
  run('field', 'officers', '--name', 'first', 'second', '--key', ...officers.map((officer) => `${officer}.public`));
  const plan = JSON.parse(readFileSync(new URL('../../data/waves/household-means.json', import.meta.url), 'utf8'));
  const file = join(out, 'sealed-wave.json');
  writeFileSync(file, JSON.stringify({ ...plan, first_day: dayBefore(1), last_day: dayBefore(-30) }));
  run('release', 'keys', 'new', '--wave', plan.code, '--out', keys);
  run('release', 'open', file, '--keys', join(keys, `${plan.code}.public`));
  const server = spawn(boothwise, ['-w', workspace, '--lang', 'en', 'serve', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const base = await new Promise((found, failed) => {
    server.stdout.on('data', (text) => /http:\/\/[\d.:]+/.test(text) && found(/http:\/\/[\d.:]+/.exec(text)[0]));
    server.on('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
  return { workspace, base, stop: () => server.kill() };
}

/** How many sealed answers the book holds: read from its file, as a database's administrator would. */
function boxes(workspace) {
  const script = 'import sqlite3,sys;print(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro",uri=True).execute("SELECT count(*) FROM sealed_answers").fetchone()[0])';
  return Number(execFileSync('python3', ['-c', script, join(workspace, 'sealed', 'answers.sqlite')], { encoding: 'utf8' }));
}

/** Files of the workspace that hold any of the texts, whatever they are: books, their logs, the warehouse. */
function filesWith(folder, texts) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return texts.some((text) => bytes.includes(text));
    });
}

/** What would give an answer away: itself as the form and the box write it, and the code that leads to it. */
function traces(code) {
  const plain = ['<community>obc</community>', '<education>graduate</education>', '"community":"obc"', '"education":"graduate"', code, code.replaceAll('-', '')];
  return plain.flatMap((text) => [text, Buffer.from(text).toString('base64').replace(/.{0,4}=*$/, '')]).filter((text) => text.length > 8);
}

async function publishMeans(office, session, checks) {
  await open(office, session, '/forms');
  await office.locator('[data-ready-forms] summary').click();
  for (const [name, words] of Object.entries(ASKER)) await office.locator(`[data-ready-forms] [name="${name}"]`).fill(words);
  await office.locator('[data-ready-forms] button').click();
  await office.locator('[data-ready-forms]').waitFor({ state: 'detached' });
  const { forms } = await answer(office, session, '/forms');
  const form = forms.find((one) => one.name === 'household-means');
  await open(office, session, `/forms/${form.form}`);
  await speak(office, 'hi');
  await office.getByRole('button', { name: 'प्रकाशित करें' }).click();
  await office.getByText(/चालू · संस्करण/).waitFor();
  checks.that(`${session.label}: the protected form is published in its wave`, true);
}

/** A key at a booth, with all forms. */
async function boothKey(office, session) {
  const { units } = await answer(office, session, '/organisation/search?q=Booth');
  return (await post(office, session, '/devices', { unit: units.find((one) => one.level === 'booth').unit, title: 'फ़ोन 1' })).web_link;
}

/** Fills the protected form to its receipt; gives the code. */
async function fillMeans(phone, session) {
  await phone.getByRole('button', { name: 'घर के साधन' }).click();
  await phone.locator('.filling.opened').waitFor();
  const next = () => phone.locator('.next-page').click();
  await next();
  for (const consent of ['consent_economic', 'consent_community']) await phone.locator(`input[value=yes][name$="${consent}"], input[value=yes][data-name$="${consent}"]`).check();
  await next();
  await phone.locator('input[value=graduate]').check();
  await phone.locator('input[value=washing_machine]').check();
  await next();
  await phone.locator('input[value=obc]').check();
  await phone.screenshot({ path: `${session.out}/collect-protected-${session.screen.name}.png`, fullPage: true });
  while (await phone.locator('.next-page').isVisible()) await next();
  await phone.getByRole('button', { name: 'पूरा हुआ' }).click();
  const code = (await phone.locator('.code').innerText()).trim();
  await phone.screenshot({ path: `${session.out}/collect-sealed-receipt-${session.screen.name}.png`, fullPage: true });
  return code;
}

/** A protected form: filled and sealed in the browser, held as one box that nobody can read, gone by the slip's code. */
export async function checkProtected(newPage, outer, screens, checks) {
  if (!outer.boothwise) return checks.skipped(`${outer.label}: protected answers`, 'no --boothwise to open a wave with');
  const server = await serveWave(outer);
  try {
    const session = { ...outer, base: server.base };
    const office = await newPage(screens[1]);
    await publishMeans(office, session, checks);
    await followBox(await newPage(screens[0]), session, checks, server.workspace, await boothKey(office, session));
    await publish(office, session, ['household-visit', 'follow-up-visit', 'household-means-nccs']);
    await checkAgreed(office, await newPage(screens[0]), session, checks, await boothKey(office, session));
    const phone = await newPage(screens[0]);
    await checkNccs(phone, session, checks, await boothKey(office, session));
    await checkSealedInBackground(phone, session, checks, () => boxes(server.workspace));
  } finally {
    server.stop();
  }
}

async function followBox(phone, session, checks, workspace, link) {
  // Sealed answers leave hours later; the phone's clock is turned on to then.
  await phone.clock.install();
  await phone.goto(link);
  await speak(phone, 'hi');
  const code = await fillMeans(phone, session);
  checks.that(`${session.label}: sealed answers have a receipt`, CODE.test(code), code);
  checks.that(`${session.label}: a sealed answer waits for its moment`, (await pending(phone)) === '1' && boxes(workspace) === 0);
  const posted = phone.waitForRequest((request) => request.url().endsWith('/sealed'));
  await phone.clock.fastForward('05:00:00');
  const body = (await posted).postData() ?? '';
  await phone.locator('[data-pending="0"]').waitFor();
  checks.that(`${session.label}: what leaves the browser is a box`, !/obc|graduate|washing/.test(body) && JSON.parse(body).box.length > 1000, body.slice(0, 200));
  checks.that(`${session.label}: the sealed book holds one box`, boxes(workspace) === 1, String(boxes(workspace)));
  checks.that(`${session.label}: the search through the server's files sees what is there`, filesWith(workspace, ['household-means']).length > 0);
  const found = filesWith(workspace, traces(code));
  checks.that(`${session.label}: no file of the server has the answer or the code`, found.length === 0, found.join(' '));
  await withdrawByCode(phone, session, checks, code);
  checks.that(`${session.label}: the box is gone from the sealed book`, boxes(workspace) === 0, String(boxes(workspace)));
}

/** The person's own way, without a log-in: /receipt with the code behind '#'. */
async function withdrawByCode(phone, session, checks, code) {
  await phone.goto(`${session.base}/receipt#${code}`);
  await settled(phone);
  await phone.getByText('मुहरबंद रखे हैं').waitFor();
  await phone.screenshot({ path: `${session.out}/receipt-sealed-${session.screen.name}.png`, fullPage: true });
  await phone.getByRole('button', { name: 'सब कुछ मिटाएँ' }).click();
  await phone.getByRole('button', { name: 'हाँ, सब मिटाएँ' }).click();
  await phone.locator('.said').waitFor();
  checks.that(`${session.label}: the slip's code withdraws it`, (await phone.locator('.said').innerText()).includes('सब मिटा दिया गया'));
  await phone.getByRole('button', { name: 'देखें' }).click();
  await phone.locator('[role=alert]').waitFor();
  checks.that(`${session.label}: the code then leads to nothing`, (await phone.getByText('मुहरबंद रखे हैं').count()) === 0);
}
