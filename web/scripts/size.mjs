// The first load of the home page, compressed: the shell, its scripts and its styles, without fonts. Fails above the limit.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 200;
const FONT_LIMIT_KB = 120;
const CLIENT = '.svelte-kit/output/client';
const manifest = JSON.parse(readFileSync(join(CLIENT, '.vite/manifest.json'), 'utf8'));

// What the browser fetches before home stands: the entries, the frame (node 0), home (the node that imports HomePage), and all they import.
const entries = Object.keys(manifest).filter((key) => /runtime\/client\/entry\.js$|client-optimized\/app\.js$|client-optimized\/nodes\/0\.js$/.test(key) || manifest[key].name === 'entry/app');
const home = readFileSync('.svelte-kit/generated/client-optimized/app.js', 'utf8').match(/"\/":\s*\[(\d+)/)?.[1];
entries.push(...Object.keys(manifest).filter((key) => key.endsWith(`client-optimized/nodes/${home}.js`)));

const files = new Set();
const collect = (key) => {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const next of chunk.imports ?? []) collect(next);
};
entries.forEach(collect);

const kilobytes = (path) => gzipSync(readFileSync(path), { level: 9 }).length / 1000;
let total = kilobytes('build/index.html') + kilobytes('build/early.js');
for (const file of files) total += kilobytes(join('build', file));

const assets = join('build', '_app/immutable/assets');
const fonts = readdirSync(assets).filter((name) => name.endsWith('.woff2')).reduce((sum, name) => sum + statSync(join(assets, name)).size / 1000, 0);

console.log(`first load ${total.toFixed(1)} kB compressed in ${files.size + 2} files (limit ${LIMIT_KB})`);
console.log(`fonts ${fonts.toFixed(1)} kB (limit ${FONT_LIMIT_KB})`);
if (entries.length < 4 || total > LIMIT_KB || fonts > FONT_LIMIT_KB) process.exit(1);
