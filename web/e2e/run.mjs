// Browser tests against a running server: `node e2e/run.mjs --base-url http://127.0.0.1:8080 [--upload FILE…] [--out DIR] [--boothwise BINARY] [--only collect|training|answers|administration|forecast|plans|ask | --half hindi|english]`.
// A half is the walks of one reader in one language and some of those of several people, so that two can run at once on two servers.
// With the binary, protected answers are followed into a server of their own, whose files are then searched for them.
// Does what a data head does, in both languages, on a phone and on a desk. One line a check; exit code 1 if any failed.
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { checkAdministration } from './administration.mjs';
import { checkAnswers } from './answers.mjs';
import { checkAsk } from './ask.mjs';
import { Checks } from './checks.mjs';
import { checkCollect } from './collect.mjs';
import { checkConcordance } from './concordance.mjs';
import { checkForecast } from './forecast.mjs';
import { checkOffline } from './offline.mjs';
import { checkOrganisation } from './organisation.mjs';
import { checkPages } from './pages.mjs';
import { checkPlans } from './plans.mjs';
import { checkRolls } from './rolls.mjs';
import { runScenario } from './scenario.mjs';
import { checkSchemes } from './schemes.mjs';
import { checkShare } from './share.mjs';
import { checkTraining } from './training.mjs';
import { checkWork } from './work.mjs';

const { values } = parseArgs({
  options: {
    'base-url': { type: 'string' },
    upload: { type: 'string', multiple: true, default: [] },
    out: { type: 'string', default: 'test-results' },
    boothwise: { type: 'string' },
    only: { type: 'string' },
    half: { type: 'string' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' }
  }
});
if (!values['base-url']) {
  console.error('Expected --base-url, the address of a running server such as http://127.0.0.1:8080');
  process.exit(2);
}
if (values.half && !['hindi', 'english'].includes(values.half)) {
  console.error(`Expected --half hindi or --half english, not ${values.half}`);
  process.exit(2);
}

const base = values['base-url'].replace(/\/$/, '');
const SCREENS = [
  { name: '360', width: 360, height: 740 },
  { name: '1280', width: 1280, height: 900 }
];
/** Walks that open pages of several people. */
const OF_SEVERAL = [
  { name: 'collect', half: 'hindi', walk: checkCollect },
  { name: 'answers', half: 'english', walk: checkAnswers },
  { name: 'training', half: 'english', walk: checkTraining },
  { name: 'administration', half: 'hindi', walk: checkAdministration }
];
const LANGUAGES = values.half === 'hindi' ? ['hi'] : values.half === 'english' ? ['en'] : ['hi', 'en'];
const checks = new Checks();

mkdirSync(values.out, { recursive: true });
const browser = await chromium.launch({
  executablePath: values.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
});
try {
  if (values.only === 'ask') await withOnePage([checkAsk]);
  else if (values.only === 'forecast') await withOnePage([checkForecast]);
  else if (values.only === 'plans') await withOnePage([checkPlans]);
  else if (!values.only) {
    await withOnePage([runScenario, checkPages, checkConcordance, checkRolls, checkSchemes, checkOrganisation, checkWork, checkShare, checkForecast, checkPlans, checkAsk]);
    if (values.half !== 'hindi') await inContext({ base, screen: SCREENS[0], language: 'hi', label: 'hi 360 offline' }, (page, session) => checkOffline(page, session, checks));
  }
  for (const { name, half, walk } of OF_SEVERAL) {
    if ((values.only ?? name) === name && (values.half ?? half) === half) await withPages(name, walk);
  }
} finally {
  await browser.close();
}
process.exit(checks.finish() ? 0 : 1);

/** The walks of one reader, in both languages, on a phone and on a desk. */
async function withOnePage(walks) {
  for (const screen of SCREENS) {
    for (const language of LANGUAGES) {
      const session = { base, screen, language, out: values.out, uploads: values.upload, label: `${language} ${screen.name}` };
      await inContext(session, async (page) => {
        for (const walk of walks) await walk(page, session, checks);
      });
    }
  }
}

/** A fresh profile; every request is watched for leaving the own host, every script error is a failure. */
async function inContext(session, work) {
  const context = await browser.newContext({ viewport: { width: session.screen.width, height: session.screen.height }, hasTouch: session.screen.width < 500 });
  const page = await context.newPage();
  const foreign = new Set();
  const errors = [];
  const own = new URL(session.base).host;
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.host !== own) foreign.add(url.href);
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.setDefaultTimeout(15000);
  try {
    await work(page, session);
  } catch (error) {
    checks.failed(`${session.label}: the walk went through`, error.message.split('\n').slice(0, 4).join(' '));
    // A picture helps to see why; where even that fails, the line above has the reason.
    await page.screenshot({ path: `${values.out}/stopped-${session.label.replaceAll(' ', '-')}.png` }).catch(() => null);
  }
  checks.that(`${session.label}: nothing was asked of another host`, foreign.size === 0, [...foreign].join(' '));
  checks.that(`${session.label}: no script failed`, errors.length === 0, errors.join(' | '));
  await context.close();
}

/** A walk with as many pages as it asks for. */
async function withPages(name, walk) {
  const contexts = [];
  const newPage = async (screen) => {
    const context = await browser.newContext({ viewport: screen, acceptDownloads: true });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    return page;
  };
  try {
    await walk(newPage, { base, out: values.out, screens: SCREENS, boothwise: values.boothwise }, checks);
  } catch (error) {
    checks.failed(`${name}: the walk went through`, error.message.split('\n').slice(0, 4).join(' '));
    for (const [index, context] of contexts.entries()) await context.pages()[0]?.screenshot({ path: `${values.out}/stopped-${name}-${index}.png` }).catch(() => null);
  }
  for (const context of contexts) await context.close();
}
