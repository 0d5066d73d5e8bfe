// What the server makes of XForms beside what enketo-transformer makes of them in a browser that still has XSLT:
// node e2e/enketo_peer.mjs XFORM_OF FORM… (XForms, or definitions of ours in JSON). Exit 0 alike, 1 not, 77 where there is no browser that transforms.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const { chromium } = await import('playwright-core').catch(() => skip('playwright-core is not installed'));
const [xformOf, ...forms] = process.argv.slice(2);
const script = new URL('../../node_modules/enketo-transformer/dist/enketo-transformer/web/transformer.js', import.meta.url);
const server = createServer((request, response) => {
  response.setHeader('Content-Type', request.url === '/t.js' ? 'text/javascript' : 'text/html');
  response.end(request.url === '/t.js' ? readFileSync(script) : '<!doctype html><title>t</title>');
}).listen(0);
const folder = mkdtempSync(join(tmpdir(), 'boothwise-enketo-'));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
let failed = 0;
try {
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  if (!(await page.evaluate(() => 'XSLTProcessor' in window))) {
    await browser.close();
    skip('this browser has no XSLT any more');
  }
  for (const given of forms) {
    const path = given.endsWith('.json') ? join(folder, `${basename(given)}.xml`) : given;
    if (path !== given) execFileSync(xformOf, [given, path]);
    const out = join(folder, `${basename(path)}.json`);
    execFileSync(xformOf, ['--web', path, out]);
    const ours = JSON.parse(readFileSync(out, 'utf8'));
    const differences = await page.evaluate(compare, { xform: readFileSync(path, 'utf8'), ours });
    console.log(`${differences.length === 0 ? 'ok ' : 'NOT'} ${basename(path)}`, differences.slice(0, 6).join('\n    '));
    failed += differences.length > 0 ? 1 : 0;
  }
} finally {
  await browser.close();
  server.close();
}
if (failed > 0) process.exitCode = 1;

function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(77);
}

/** Runs in the page: both as lines of elements with sorted attributes and texts, compared line by line. */
async function compare({ xform, ours }) {
  const { transform } = await import('/t.js');
  const theirs = await transform({ xform });
  // Its own guesses at languages' names, and what we take out on purpose.
  const skipped = /^(data-dir|dir|onsubmit|rel)$/;
  const lines = (node, depth = 0) => {
    if (node.nodeType === 3) return node.textContent.trim() === '' ? [] : [`${depth} "${node.textContent.replace(/\s+/g, ' ').trim()}"`];
    if (node.nodeType !== 1) return [];
    const attributes = [...node.attributes].filter((one) => !skipped.test(one.name) && !one.name.startsWith('xmlns')).map((one) => `${one.name}=${one.value.replace(/\s+/g, ' ').trim()}`).sort();
    return [`${depth} ${node.localName} ${attributes.join(' ')}`, ...[...node.childNodes].flatMap((child) => lines(child, depth + 1))];
  };
  const html = (text) => lines(document.createRange().createContextualFragment(text).firstElementChild);
  const xml = (text) => lines(new DOMParser().parseFromString(text, 'text/xml').documentElement);
  const differences = (a, b, what) => {
    const count = Math.max(a.length, b.length);
    for (let at = 0; at < count; at += 1) if (a[at] !== b[at]) return [`${what} ${at}: ours ${a[at]}`, `${what} ${at}: theirs ${b[at]}`];
    return [];
  };
  return [...differences(html(ours.form), html(theirs.form), 'form'), ...differences(xml(ours.model), xml(theirs.model), 'model')];
}
