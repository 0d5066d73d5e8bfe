// A session from its template to a certificate: a trainer at a desk, a trainee on her phone, and somebody who scans the certificate.
import { answer, open, overflow, post, settled, speak } from './browse.mjs';
import { checkPage } from './pages.mjs';

const COURSE = 'claims';
const today = () => new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Kolkata' });

export async function checkTraining(newPage, { base, out, screens }, checks) {
  const [small, wide] = screens;
  const session = { base, out, language: 'hi', label: 'training', screen: wide };
  const office = await newPage(wide);
  const phone = await newPage(small);
  const id = await setUp(office, session, checks);
  const [invitation] = (await post(office, session, `/training/sessions/${id}/invitations`)).invitations;
  await replyAndJoin(phone, session, checks, invitation);
  await checkIn(office, session, checks, id, invitation);
  await learn(phone, session, checks);
  await exercise(office, phone, session, checks, id);
  await certify(office, await newPage(small), session, checks, id, invitation);
  await lookAround(office, phone, session, checks, id);
}

/** Everything from a page of a few fields. */
async function setUp(office, session, checks) {
  await open(office, session, '/training/sessions');
  await speak(office, 'hi');
  const more = office.getByRole('button', { name: 'नया सत्र' });
  if (await more.count()) await more.click();
  await office.locator('input[type=date]').fill(today());
  await office.getByLabel('जगह', { exact: true }).fill('लखनऊ, सभागार');
  await office.getByLabel(/विशेषज्ञ/).fill('डॉ. मीरा जोशी, परिणाम');
  const chosen = office.locator('fieldset input[type=checkbox]:checked');
  while ((await chosen.count()) > 0) await chosen.first().uncheck();
  await office.getByLabel('दावे का जवाब').check();
  await office.getByRole('button', { name: 'सत्र बनाएँ' }).click();
  await office.waitForURL(/\/training\/sessions\/[0-9a-f]{32}$/);
  await settled(office);
  const id = office.url().split('/').at(-1);
  const { counts } = await answer(office, session, `/training/sessions/${id}`);
  checks.that('training: the template fills the roster of 75 districts with two posts each, vacancies shown', counts.places >= 150, JSON.stringify(counts));
  await office.getByRole('button', { name: 'अभ्यास तैयार करें' }).click();
  await office.getByText('सब तैयार है').waitFor({ timeout: 180_000 });
  checks.that('training: practice is made ready before anybody comes', true);
  return id;
}

async function replyAndJoin(phone, session, checks, invitation) {
  await open(phone, session, `/training/reply#${invitation.token}`);
  await phone.getByRole('button', { name: 'आऊँगा/आऊँगी' }).click();
  await phone.locator('[role=status]', { hasText: 'आऊँगा' }).waitFor();
  checks.that('training: an invitation is answered without an account', true);
  checks.that('training: the invitation fits the phone', (await overflow(phone)) <= 0);
  await phone.screenshot({ path: `${session.out}/training-reply-360.png`, fullPage: true });
  await phone.getByRole('button', { name: 'सीखना शुरू करें' }).click();
  await phone.waitForURL(/\/training$/);
  await settled(phone);
  checks.that('training: she is greeted by her name', (await phone.locator('main').innerText()).includes(invitation.name));
}

async function checkIn(office, session, checks, id, invitation) {
  await open(office, session, `/training/sessions/${id}/door`);
  await office.getByLabel(/छह अंक/).fill(invitation.digits);
  await office.getByRole('button', { name: 'उपस्थित करें' }).click();
  await office.locator('.came', { hasText: invitation.name }).waitFor();
  checks.that('training: six digits at the door check her in', true);
}

async function learn(phone, session, checks) {
  await open(phone, session, `/training/course/${COURSE}`);
  await phone.screenshot({ path: `${session.out}/training-lesson-360.png`, fullPage: true });
  for (;;) {
    const onward = phone.getByRole('button', { name: 'पढ़ लिया, आगे' });
    if ((await onward.count()) === 0) break;
    const before = await phone.locator('.lesson .small').count();
    await onward.click();
    await phone.waitForFunction((read) => document.querySelectorAll('.lesson .small').length > read, before);
  }
  for (const option of ['कोई उपलब्ध आँकड़ा तय नहीं करता', 'जो दावे को सही ठहराए', 'केवल क्षेत्र का आँकड़ा']) await phone.locator('#quiz label', { hasText: option }).click();
  await phone.getByRole('button', { name: 'जवाब देखें' }).click();
  await phone.locator('#quiz [role=status]', { hasText: 'पूरा' }).waitFor();
  checks.that('training: lessons are read and the questions answered, with reasons', (await phone.locator('.reason').count()) === 3);
}

/** On the real page, wrong first; a hint; then what the page says. */
async function exercise(office, phone, session, checks, id) {
  await phone.getByRole('button', { name: 'अभ्यास शुरू करें' }).first().click();
  await phone.waitForURL(/\/seat\/2/);
  await settled(phone);
  await phone.locator('aside.band', { hasText: 'अभ्यास' }).waitFor();
  checks.that('training: the real page carries the mark of practice', true);
  const panel = phone.locator('aside.panel');
  await panel.getByLabel('आपका जवाब').fill('17');
  await panel.getByRole('button', { name: 'मेरा काम जाँचें' }).click();
  await panel.locator('[role=status]', { hasText: 'अभी नहीं' }).waitFor();
  await panel.getByRole('button', { name: 'संकेत दें' }).click();
  await panel.locator('.hint').waitFor();
  checks.that('training: a wrong answer is told, and a hint comes after it', true);
  await phone.screenshot({ path: `${session.out}/training-exercise-360.png` });
  const board = await answer(office, session, `/training/sessions/${id}/board`);
  checks.that('training: the board shows who is at which exercise', board.people[0]?.at?.step === 'all-segments', JSON.stringify(board.people[0]?.at));
  const seat = await answer(phone, session, '/seats/2?election=LS-2019&side=UPVAN');
  await panel.getByLabel('आपका जवाब').fill(String(seat.segments.filter((one) => one.led).length));
  await panel.getByRole('button', { name: 'मेरा काम जाँचें' }).click();
  await panel.locator('[role=status].right').waitFor();
  await panel.getByRole('button', { name: 'अगला अभ्यास' }).click();
  await settled(phone);
  await phone.locator('aside.panel', { hasText: 'अंतर कितना था' }).waitFor();
  await phone.locator('aside.panel').getByLabel('आपका जवाब').fill(String(seat.standing.margin_votes));
  await phone.locator('aside.panel').getByRole('button', { name: 'मेरा काम जाँचें' }).click();
  await phone.locator('aside.panel [role=status].right').waitFor();
  checks.that('training: what the page says is right', true);
  const real = (await answer(office, session, '/state')).name.hi;
  const practised = (await answer(phone, session, '/state')).name.hi;
  checks.that('training: practice is another district than the real one', real !== practised, `${real} ${practised}`);
  await phone.getByRole('button', { name: 'असली काम पर लौटें' }).click();
  await phone.waitForURL(/\/training/);
  await settled(phone);
  checks.that('training: the mark goes with practice', (await phone.locator('aside.band').count()) === 0);
}

async function certify(office, stranger, session, checks, id, invitation) {
  await open(office, session, `/training/sessions/${id}/report`);
  await office.getByRole('button', { name: 'प्रमाणपत्र जारी करें' }).click();
  await office.locator('[role=status]', { hasText: 'प्रमाणपत्र जारी हैं' }).waitFor();
  await office.getByRole('button', { name: '30, 60, 90' }).click();
  await office.locator('[role=status]', { hasText: 'नए काम' }).waitFor();
  const { certificates } = await answer(office, session, `/training/sessions/${id}/certificates`);
  checks.that('training: who came and finished has a certificate', certificates.length === 1, JSON.stringify(certificates));
  const [{ code }] = certificates;
  const pdf = await stranger.request.get(`${session.base}/api/v1/certificates/${code}/pdf`);
  checks.that('training: the certificate is a PDF', (await pdf.body()).subarray(0, 4).toString() === '%PDF');
  await open(stranger, session, `/certificates/${code}`);
  await stranger.getByText('यह प्रमाणपत्र मान्य है').waitFor();
  checks.that('training: it verifies for anybody at the address of its code', (await stranger.locator('main').innerText()).includes(invitation.name));
  await stranger.screenshot({ path: `${session.out}/training-certificate-360.png`, fullPage: true });
  await open(stranger, session, '/certificates/ABCDEFGH');
  await stranger.getByText('ऐसा कोई प्रमाणपत्र नहीं है').waitFor();
  checks.that('training: another code verifies nothing', true);
}

/** Each page, both languages and widths: axe, sideways scroll, headings, language; a picture of each to look at. */
async function lookAround(office, phone, session, checks, id) {
  const pages = [['home', '/training'], ['course', `/training/course/${COURSE}`], ['reply', '/training/reply'], ['check-in', '/training/check-in'], ['feedback', `/training/sessions/${id}/feedback`]];
  const held = [['sessions', '/training/sessions'], ['session', `/training/sessions/${id}`], ['door', `/training/sessions/${id}/door`], ['board', `/training/sessions/${id}/board`], ['report', `/training/sessions/${id}/report`]];
  for (const [page, width, list] of [[phone, '360', [...pages, ...held]], [office, '1280', [...pages, ...held, ['invitations', `/training/sessions/${id}/invitations`]]]]) {
    for (const language of ['hi', 'en']) {
      const own = { ...session, language, label: `training ${language} ${width}` };
      for (const [name, path] of list) {
        await page.goto(session.base + path);
        await page.waitForFunction(() => document.querySelector('h1, [role=alert]') !== null && document.querySelector('.skeleton') === null);
        await speak(page, language);
        // What axe sees does not depend on both together: one of each saves a minute.
        if ((language === 'hi') === (width === '360')) await checkPage(page, own, checks, name);
        await page.screenshot({ path: `${session.out}/training-${name}-${language}-${width}.png`, fullPage: name !== 'invitations' });
      }
    }
  }
}
