// Sending while the page that filled the form is closed: the service worker is woken by the events that a browser has for that.
import { pending, post } from './browse.mjs';

const SYNC_TAG = 'boothwise-collect-send';
const CHANGED_CHANNEL = 'boothwise-collect-changed';

/** Wakes it. `kind`: "Sync", which browsers send once a network is there, or "PeriodicSync", for installed apps. */
async function wake(phone, session, kind) {
  const worker = await phone.context().newCDPSession(phone);
  const registered = new Promise((found) => worker.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && found(registrations[0].registrationId)));
  await worker.send('ServiceWorker.enable');
  const event = { origin: session.base, registrationId: await registered, tag: SYNC_TAG };
  await worker.send(`ServiceWorker.dispatch${kind}Event`, kind === 'Sync' ? { ...event, lastChance: false } : event);
  await worker.detach();
}

/** What `read` gives once it is no longer `before`, or `before` after fifteen seconds. */
async function changed(read, before) {
  let now = before;
  for (let tries = 0; tries < 60 && now === before; tries += 1) {
    await new Promise((resume) => setTimeout(resume, 250));
    now = await read();
  }
  return now;
}

/** Fills the help form from its first page to its receipt; gives the code. */
async function fillHelp(phone) {
  await phone.getByRole('button', { name: 'मदद और शिकायत' }).click();
  await phone.locator('.filling.opened').waitFor();
  const next = () => phone.locator('.next-page').click();
  await next();
  await phone.locator('input[value=ration]').check();
  await next();
  await phone.locator('input[value=office]').check();
  await next();
  await phone.locator('input[value=no]').first().check();
  await next();
  await next();
  await phone.getByRole('button', { name: 'पूरा हुआ' }).click();
  return (await phone.locator('.code').innerText()).trim();
}

/** Filled without a network, the page left, the network back: the service worker sends. */
export async function checkBackground(office, phone, session, checks) {
  const held = async (code) => {
    const response = await office.request.post(`${session.base}/api/v1/receipt`, { headers: { 'X-Boothwise': '1', 'Content-Type': 'application/json' }, data: JSON.stringify({ code }) });
    return response.ok() ? (await response.json()).records.length : 0;
  };
  await phone.context().setOffline(true);
  const code = await fillHelp(phone);
  checks.that(`${session.label}: it waits while there is no network`, (await pending(phone)) === '1' && (await held(code)) === 0);
  // Another page of the app: the one that holds the queue is closed.
  await phone.goto(`${session.base}/receipt`);
  await phone.context().setOffline(false);
  await wake(phone, session, 'Sync');
  const records = await changed(() => held(code), 0);
  checks.that(`${session.label}: it is sent in the background, once, with its page closed`, records === 1, String(records));
  await phone.goto(`${session.base}/collect`);
  await phone.locator('[data-pending="0"]').waitFor();
  checks.that(`${session.label}: the page then knows that nothing waits`, true);
  await post(office, session, '/receipt/withdraw', { code });
}

/** The moment of what is sealed comes: it is written anew with the device's own key, as the app keeps it; nothing waits for hours here. */
async function momentComes(phone) {
  await phone.evaluate(async () => {
    const asked = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await asked(indexedDB.open('boothwise-collect'));
    const key = await asked(database.transaction('keys').objectStore('keys').get('device'));
    for (const kept of await asked(database.transaction('sealed').objectStore('sealed').getAll())) {
      const how = (iv) => ({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`sealed/${kept.id}`) });
      const waiting = JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how(kept.iv), key, kept.bytes)));
      if (waiting.after <= Date.now()) throw new Error('its moment had come already');
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const bytes = await crypto.subtle.encrypt(how(iv), key, new TextEncoder().encode(JSON.stringify({ ...waiting, after: Date.now() - 1 })));
      await asked(database.transaction('sealed', 'readwrite').objectStore('sealed').put({ id: kept.id, iv, bytes }));
    }
    database.close();
  });
}

/** A sealed answer keeps its moment however often the service worker is woken, and leaves at the first waking after it, no page of the app open. REQUIRES: one waits; `boxes` counts those on the server. */
export async function checkSealedInBackground(phone, session, checks, boxes) {
  const before = boxes();
  checks.that(`${session.label}: the sealed answer waits`, (await pending(phone)) === '1');
  await phone.goto(`${session.base}/receipt`);
  await phone.evaluate((name) => {
    new BroadcastChannel(name).onmessage = (event) => (window.toldByWorker = event.data);
  }, CHANGED_CHANNEL);
  await wake(phone, session, 'Sync');
  await phone.waitForFunction(() => window.toldByWorker !== undefined);
  const told = await phone.evaluate(() => window.toldByWorker);
  checks.that(`${session.label}: woken before its moment, the service worker leaves it where it is`, told === 'waiting' && boxes() === before, `${told}, ${boxes()}`);
  await momentComes(phone);
  checks.that(`${session.label}: it goes at no other time than a waking`, boxes() === before);
  await phone.goto('about:blank');
  await wake(phone, session, 'PeriodicSync');
  const sent = (await changed(boxes, before)) - before;
  checks.that(`${session.label}: woken after its moment, with no page open, it sends it once`, sent === 1, String(sent));
  await phone.goto(`${session.base}/collect`);
  await phone.locator('[data-pending="0"]').waitFor();
  checks.that(`${session.label}: then nothing waits on the phone`, boxes() === before + 1, String(boxes()));
}
