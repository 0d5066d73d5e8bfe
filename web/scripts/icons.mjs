// Draws the PNG icons of the manifest from static/icon.svg with an installed Chromium; run by hand when the icon changes.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const svg = readFileSync('static/icon.svg', 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
// A maskable icon fills the square and keeps its picture inside the safe middle.
const icons = [
  { file: 'icon-192.png', size: 192, svg },
  { file: 'icon-512.png', size: 512, svg },
  { file: 'icon-maskable-512.png', size: 512, svg: svg.replace('rx="96"', '').replace('<g fill', '<g transform="translate(51 51) scale(.8)" fill') }
];
for (const icon of icons) {
  const page = await browser.newPage({ viewport: { width: icon.size, height: icon.size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${icon.svg}`);
  await page.screenshot({ path: `static/${icon.file}`, omitBackground: true });
  await page.close();
}
await browser.close();
