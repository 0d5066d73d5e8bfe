// The households that agreed to be visited again: an entity list on the phone, offline, from which whoever withdraws is gone. And the form of the NCCS grid, of which the class alone leaves the phone.
import { randomBytes } from 'node:crypto';
import { answer, overflow, post } from './browse.mjs';

const hex = (bytes) => randomBytes(bytes).toString('hex');

export async function publish(office, session, names) {
  const { forms } = await answer(office, session, '/forms');
  for (const name of names) await post(office, session, `/forms/${forms.find((one) => one.name === name).form}/publish`);
}

/** A filled household visit, as a phone sends it; gives its receipt's code. */
async function visit(office, base, version, { section, house, phone }) {
  const code = hex(6);
  const xml = `<data xmlns:orx="http://openrosa.org/xforms" id="household-visit" version="${version}"><house><section>${section}</section><house_no>${house}</house_no></house><may_ask>yes</may_ask><agreed><consent_schemes>no</consent_schemes><consent_contact>yes</consent_contact></agreed><contact><contact_name>परीक्षण</contact_name><contact_phone>${phone}</contact_phone><contact_when>evening</contact_when></contact><orx:meta><orx:instanceID>uuid:${hex(4)}-90a1-4a3b-8c61-${code}</orx:instanceID></orx:meta></data>`;
  const response = await office.request.post(`${base}/submission`, {
    headers: { 'X-OpenRosa-Version': '1.0' },
    multipart: { xml_submission_file: { name: 'submission.xml', mimeType: 'text/xml', buffer: Buffer.from(xml) } }
  });
  if (response.status() !== 201) throw new Error(`the visit was answered ${response.status()}: ${await response.text()}`);
  return code;
}

const openForm = async (phone) => {
  await phone.getByRole('button', { name: /दोबारा मुलाक़ात|Follow-up visit/ }).first().click();
  await phone.locator('.filling.opened').waitFor();
  await phone.locator('.next-page').click();
};
const houses = (phone) => phone.locator('select option').evaluateAll((options) => options.map((one) => one.textContent.trim()).filter((text) => text.startsWith('घर ')));
const leave = async (phone) => {
  await phone.getByRole('button', { name: /बाद में भरेंगे|Go on later/ }).click();
  await phone.locator('.begin').first().waitFor();
};

/** REQUIRES: `link` opens a phone at a booth, with household-visit and follow-up-visit open. */
export async function checkAgreed(office, phone, session, checks, link) {
  const base = `${session.base}/openrosa/key/${link.split('#')[1]}`;
  const version = /<formID>household-visit<\/formID>.*?<version>([^<]*)</.exec(await (await office.request.get(`${base}/formList`, { headers: { 'X-OpenRosa-Version': '1.0' } })).text())[1];
  const code = await visit(office, base, version, { section: '1', house: '10', phone: '9811111110' });
  await visit(office, base, version, { section: '1', house: '9', phone: '9811111109' });
  const list = async () => (await office.request.get(`${base}/forms/follow-up-visit/files/agreed_households.csv`)).text();
  const id = /^([0-9a-f-]{36}),घर 10/m.exec(await list())[1];
  const deleted = async () => (await office.request.get(`${base}/lists/agreed_households/integrity?id=${id}`)).text();
  checks.that(`${session.label}: a household that agreed is no entity to delete`, (await deleted()).includes('<deleted>false'));
  await phone.goto(link);
  await phone.locator('.begin').first().waitFor();
  await phone.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await phone.context().setOffline(true);
  await openForm(phone);
  const before = await houses(phone);
  checks.that(`${session.label}: offline, the houses that agreed stand in walking order`, before.map((one) => one.split(' · ')[0]).join() === 'घर 9,घर 10', before.join(' | '));
  checks.that(`${session.label}: the list fits the phone`, (await overflow(phone)) <= 0);
  await phone.screenshot({ path: `${session.out}/collect-agreed-${session.screen.name}.png`, fullPage: true });
  await leave(phone);
  await post(office, session, '/receipt/withdraw', { code });
  checks.that(`${session.label}: who withdrew is an entity to delete, and off the list`, (await deleted()).includes('<deleted>true') && !(await list()).includes(id));
  const fetched = phone.waitForResponse((response) => response.url().endsWith('/agreed_households.csv'));
  await phone.context().setOffline(false);
  await (await fetched).finished();
  await phone.waitForTimeout(500);
  await phone.context().setOffline(true);
  await openForm(phone);
  const after = await houses(phone);
  checks.that(`${session.label}: once the phone was online, the house is gone from its store`, after.map((one) => one.split(' · ')[0]).join() === 'घर 9', after.join(' | '));
  await leave(phone);
  await phone.context().setOffline(false);
}

/** Fills the form of the grid; what is sealed has the class, and neither education nor things. */
export async function checkNccs(phone, session, checks, link) {
  // What is about to be sealed, as the page itself writes it.
  await phone.addInitScript(() => {
    const encode = TextEncoder.prototype.encode;
    window.sealedTexts = [];
    TextEncoder.prototype.encode = function (text) {
      if (String(text).startsWith('{"answers"')) window.sealedTexts.push(text);
      return encode.call(this, text);
    };
  });
  await phone.goto(link);
  await phone.locator('.begin').first().waitFor();
  await phone.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await phone.getByRole('button', { name: /घर का वर्ग|Class of the household/ }).click();
  await phone.locator('.filling.opened').waitFor();
  const next = () => phone.locator('.next-page').click();
  const choose = (name, value) => phone.locator(`input[value=${value}][name$="${name}"], input[value=${value}][data-name$="${name}"]`).check();
  await next();
  await choose('consent_economic', 'yes');
  await next();
  await choose('/education', 'graduate');
  for (const thing of ['electricity', 'ceiling_fan', 'lpg', 'two_wheeler', 'colour_tv', 'refrigerator']) await phone.locator(`input[value=${thing}]`).check();
  await phone.screenshot({ path: `${session.out}/collect-nccs-${session.screen.name}.png`, fullPage: true });
  await next();
  await choose('keep_class', 'keep');
  await phone.screenshot({ path: `${session.out}/collect-nccs-keep-${session.screen.name}.png`, fullPage: true });
  checks.that(`${session.label}: the form of the grid fits the phone`, (await overflow(phone)) <= 0);
  await next();
  await choose('consent_community', 'yes');
  await next();
  await choose('/community', 'obc');
  await phone.screenshot({ path: `${session.out}/collect-nccs-community-${session.screen.name}.png`, fullPage: true });
  while (await phone.locator('.next-page').isVisible()) await next();
  await phone.getByRole('button', { name: /पूरा हुआ|Done|Finish/ }).click();
  await phone.locator('.code').waitFor();
  const texts = await phone.evaluate(() => window.sealedTexts);
  const { answers } = JSON.parse(texts.at(-1));
  checks.that(`${session.label}: graduate and six things are A3, by the grid`, answers.nccs_class === 'A3' && answers.nccs_group === 'A', JSON.stringify(answers));
  checks.that(`${session.label}: neither education nor things are in the box`, !/graduate|lpg|colour_tv|nccs_cell/.test(texts.at(-1)), texts.at(-1).trim());
}
