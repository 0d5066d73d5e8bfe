// Cuts the fonts down to what the pages can show: the whole Devanagari block with its joining rules, Latin-1 and a few signs.
// Runs before each build; Noto Sans is under the SIL Open Font License, which allows it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';

const { resolve } = createRequire(import.meta.url);
const OUT = 'src/lib/style/fonts';
const range = (first, last) => String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
const SETS = [
  { name: 'noto-sans-devanagari-devanagari', from: '@fontsource/noto-sans-devanagari', text: `${range(0x900, 0x97f)}\u200c\u200d\u25cc` },
  { name: 'noto-sans-latin', from: '@fontsource/noto-sans', text: `${range(0x20, 0x7e)}${range(0xa0, 0xff)}–—‘’“”…−₹` }
];

mkdirSync(OUT, { recursive: true });
for (const { name, from, text } of SETS) {
  for (const weight of [400, 600]) {
    const whole = readFileSync(resolve(`${from}/files/${name}-${weight}-normal.woff2`));
    writeFileSync(`${OUT}/${name}-${weight}.woff2`, await subsetFont(whole, text, { targetFormat: 'woff2' }));
  }
}
