// Claims and answers, on a server of its own: from a claim to the published card with two people, what changed data do, correction, the public page, the phone without a network.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeIn } from './administration.mjs';
import { answer, open, post, settled, speak } from './browse.mjs';
import { checkPage } from './pages.mjs';

const CLAIM = 'सहारनपुर में उन्हें 900 वोट मिले थे, यह सबने देखा';
const REFERENCE = 'votes?area=seat:1&election=LS-2019&side=AAA';

function election(votes) {
  return `election,pc_no,candidate,party,votes,electors\nLS-2019,1,X,AAA,${votes},2000\nLS-2019,1,Y,BBB,400,2000\n`;
}

/** A server of its own, so that what is changed here changes nothing for the other walks. */
async function serveAnswers({ boothwise, out }) {
  const workspace = join(out, 'answers-workspace');
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const run = (...args) => execFileSync(boothwise, ['-w', workspace, '--quiet', ...args], { encoding: 'utf8' });
  const bring = (votes) => {
    const file = join(out, 'LS-2019.csv');
    writeFileSync(file, election(votes));
    run('import', 'results', file);
  };
  run('init', '--state', 'UP');
  run('organisation', 'import', new URL('../../data/samples/organisation/units.csv', import.meta.url).pathname);
  bring(600);
  const server = spawn(boothwise, ['-w', workspace, '--lang', 'en', 'serve', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const base = await new Promise((found, failed) => {
    server.stdout.on('data', (text) => /http:\/\/[\d.:]+/.test(text) && found(/http:\/\/[\d.:]+/.exec(text)[0]));
    server.on('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
  const change = (votes) => {
    const runs = JSON.parse(execFileSync(boothwise, ['-w', workspace, '--format', 'json', 'imports', 'list'], { encoding: 'utf8' }));
    const last = Math.max(...runs.filter((one) => one.status === 'active').map((one) => one.run));
    run('imports', 'undo', String(last));
    bring(votes);
    run('claims', 'look-again');
  };
  return { base, change, stop: () => server.kill() };
}

const shot = (page, session, name) => page.screenshot({ path: `${session.out}/answers-${name}-${session.language}-${session.screen.name}.png`, fullPage: true });

/** Looks at pages at both widths, in both languages. */
async function look(page, session, screens, checks, pages) {
  for (const screen of screens) {
    await page.setViewportSize(screen);
    for (const language of ['hi', 'en']) {
      const here = { ...session, screen, language, label: `answers ${language} ${screen.name}` };
      for (const [name, path] of pages) {
        await open(page, here, path);
        await speak(page, language);
        await page.waitForTimeout(500); // the checks of a card follow a moment behind
        await checkPage(page, here, checks, name);
        await shot(page, here, name.replaceAll(/\W+/g, '-'));
      }
    }
  }
  await page.setViewportSize(session.screen);
  await speak(page, 'hi');
}

const field = (page, text) => page.locator('label.field', { hasText: text }).locator('input, textarea, select').first();
const tickAll = async (page) => {
  for (const box of await page.locator('fieldset label.check input[type=checkbox]').all()) await box.check();
};

async function note(page, session) {
  await open(page, session, '/claims');
  await page.locator('details > summary', { hasText: 'नया दावा' }).click();
  await page.locator('textarea[name=text]').fill(CLAIM);
  await page.locator('input[name=said_by]').fill('एक वक्ता');
  await page.locator('select[name=topic]').selectOption('results');
  await field(page, 'किस जगह के बारे में').fill('saharanpur');
  await page.locator('.place li button').first().click();
  await page.locator('form.section button[type=submit]').click();
  await page.waitForURL(/\/claims\/[0-9a-f]{32}$/);
  await settled(page);
  return page.url().split('/').at(-1);
}

/** Fills both languages; the figure by its reference. */
async function write(page, session, claim, broken) {
  await open(page, session, `/claims/${claim}/card`);
  await page.locator('fieldset button', { hasText: 'विरुद्ध' }).first().click();
  const typed = page.locator('details:has(input[spellcheck=false])');
  if (!(await typed.evaluate((details) => details.open))) await typed.locator('summary').click();
  for (const reference of broken ? ['votes?area=seat:79&election=LS-2019&side=AAA'] : [REFERENCE]) {
    await field(page, 'संदर्भ ख़ुद लिखें').fill(reference);
    await page.getByRole('button', { name: 'जोड़ें', exact: true }).click();
  }
  for (const [language, words] of [
    ['हिंदी', ['आधिकारिक गिनती में {{1}}', 'इस सीट पर {{1}} मिले।', 'यह केवल इस सीट की बात है।']],
    ['अंग्रेज़ी', ['The official count has {{1}}', 'It got {{1}} in this seat.', 'This is about this seat only.']]
  ]) {
    await page.locator('fieldset button', { hasText: language }).first().click();
    for (const [index, part] of ['headline', 'text', 'limits'].entries()) await page.locator(`textarea.${part}`).fill(words[index]);
  }
}

async function walkOfACard(writer, reviewer, session, screens, checks) {
  const claim = await note(writer, session);
  checks.that('answers: a claim that was noted has its page', (await writer.locator('main blockquote').innerText()).includes(CLAIM));
  await look(writer, session, screens, checks, [['claims', '/claims'], ['claim', `/claims/${claim}`]]);

  await write(writer, session, claim, true);
  await writer.locator('.stops', { hasText: 'आँकड़ा 1' }).first().waitFor();
  await tickAll(writer);
  checks.that('answers: a card with a broken source cannot be sent', await writer.locator('button', { hasText: 'जाँच को भेजें' }).isDisabled());
  await writer.locator('button', { hasText: 'हटाएँ' }).first().click();
  await write(writer, session, claim, false);
  await writer.locator('textarea.text').fill('It got {{1}} and 42 more.');
  await writer.locator('.stops', { hasText: '42' }).first().waitFor();
  checks.that('answers: a bare number stops it and is named', true);
  await writer.locator('textarea.text').fill('It got {{1}} in this seat.');
  await writer.locator('section', { hasText: 'कुछ नहीं रोकता' }).first().waitFor();
  checks.that('answers: the preview has the number', (await writer.locator('.sheet').innerText()).includes('600 वोट'));
  await writer.locator('button', { hasText: 'सहेजें' }).click();
  await writer.locator('[role=status]', { hasText: 'सहेजा गया' }).waitFor();
  await look(writer, session, screens, checks, [['card', `/claims/${claim}/card`]]);
  await tickAll(writer);
  await writer.locator('button', { hasText: 'जाँच को भेजें' }).click();
  await writer.waitForURL(new RegExp(`/claims/${claim}$`));
  await open(writer, session, `/claims/${claim}/review`);
  checks.that('answers: who wrote a card does not publish it', (await writer.locator('button', { hasText: 'प्रकाशित करें' }).count()) === 0);

  await look(reviewer, session, screens, checks, [['review', `/claims/${claim}/review`]]);
  await publish(reviewer, session, claim);
  checks.that('answers: another person does', (await reviewer.locator('main').innerText()).includes('600 वोट'));
  return claim;
}

async function publish(page, session, claim, notes = null) {
  await open(page, session, `/claims/${claim}/review`);
  await settled(page);
  if (notes) {
    await field(page, 'हिंदी में').fill(notes.hi);
    await field(page, 'अंग्रेज़ी में').fill(notes.en);
  }
  await tickAll(page);
  await page.locator('button', { hasText: 'प्रकाशित करें' }).click();
  await page.waitForURL(new RegExp(`/answers/${claim}$`));
  await settled(page);
}

async function correction(writer, reviewer, session, claim, change, checks) {
  change(650);
  await open(writer, session, `/claims/${claim}`);
  checks.that('answers: changed data mark the card, from and to', /600 वोट → 650 वोट/.test(await writer.locator('main').innerText()));
  await open(writer, session, `/claims/${claim}/card`);
  await writer.locator('button', { hasText: 'फिर से लें' }).click();
  await writer.locator('.sheet', { hasText: '650 वोट' }).waitFor();
  await tickAll(writer);
  await writer.locator('button', { hasText: 'जाँच को भेजें' }).click();
  await writer.waitForURL(new RegExp(`/claims/${claim}$`));
  await publish(reviewer, session, claim, { hi: 'पहले 600 वोट लिखा था', en: 'it said 600 votes before' });
  const text = await reviewer.locator('main').innerText();
  checks.that('answers: a correction is shown as one', text.includes('सुधार') && text.includes('पहले 600 वोट लिखा था'), text);
}

/** What anybody sees: without signing in, without scripts. */
async function publicPage(stranger, session, screens, claim, checks) {
  for (const screen of screens) {
    await stranger.setViewportSize(screen);
    for (const language of ['hi', 'en']) {
      await stranger.goto(`${session.base}/answers/${claim}?lang=${language}`);
      await checkPage(stranger, { ...session, label: `answers ${language} ${screen.name}` }, checks, 'public page');
      await shot(stranger, { ...session, language, screen }, 'public');
    }
  }
  const review = JSON.parse(await stranger.locator('script[type="application/ld+json"]').textContent());
  checks.that('answers: crawlers read a ClaimReview', review['@type'] === 'ClaimReview' && review.claimReviewed === CLAIM && review.reviewRating.alternateName !== '', JSON.stringify(review));
  for (const path of ['card.png?shape=square&lang=hi', 'card.png?shape=story&lang=en', 'card.pdf?lang=hi', 'message.txt?lang=en']) {
    const response = await stranger.request.get(`${session.base}/api/v1/answers/${claim}/${path}`);
    checks.that(`answers: ${path} is given to everybody`, response.ok() && (await response.body()).length > 200, String(response.status()));
  }
  const register = await stranger.request.get(`${session.base}/api/v1/claims/${claim}`);
  checks.that('answers: the claim’s own page is not', register.status() === 401, String(register.status()));
}

async function phone(page, session, screens, claim, checks) {
  await page.setViewportSize(screens[0]);
  await look(page, session, screens, checks, [['answers', '/answers']]);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((resume) => navigator.serviceWorker.addEventListener('controllerchange', resume, { once: true }));
  });
  await open(page, session, '/answers');
  await page.context().setOffline(true);
  await page.reload();
  await page.locator('main .stale').waitFor();
  await page.locator('input[type=search]').last().fill('saharanpur');
  const row = page.locator('ul.entries a').first();
  checks.that('answers: without a network the list says of when it is and is searched in either script', (await row.innerText()).includes('650 वोट'));
  await row.click();
  await page.waitForURL(new RegExp(`/answers/${claim}$`));
  await page.locator('main .stale').waitFor();
  checks.that('answers: and the answer is one tap away', (await page.locator('main').innerText()).includes('650 वोट'));
  await page.context().setOffline(false);
}

export async function checkAnswers(newPage, { out, screens, boothwise }, checks) {
  if (!boothwise) return checks.skipped('answers', 'no --boothwise to serve from');
  const { base, change, stop } = await serveAnswers({ boothwise, out });
  const session = { base, out, screen: screens[1], language: 'hi', label: 'answers' };
  try {
    const writer = await newPage(screens[1]);
    await open(writer, session, '/');
    const { link } = await post(writer, session, '/users', { name: 'आशा', sign_in_name: 'asha', role: 'state_data_head', unit: 1 });
    await takeIn(writer, link);
    const second = await post(writer, session, '/users', { name: 'रवि', sign_in_name: 'ravi', role: 'spokesperson', unit: 1 });
    const reviewer = await newPage(screens[1]);
    await takeIn(reviewer, second.link);
    const claim = await walkOfACard(writer, reviewer, session, screens, checks);
    await correction(writer, reviewer, session, claim, change, checks);
    await look(writer, session, screens, checks, [['claim published', `/claims/${claim}`]]);
    await publicPage(await newPage(screens[1]), session, screens, claim, checks);
    await phone(reviewer, session, screens, claim, checks);
    const { answers } = await answer(writer, session, '/answers');
    checks.that('answers: the phone’s list has it once', answers.length === 1);
  } finally {
    stop();
  }
}
