// A page's finding as a message and a picture: with source, date, method and mark, and nothing of persons; pictures go to the out folder to be looked at.
import { writeFileSync } from 'node:fs';
import { answer, open, settled, speak } from './browse.mjs';
import { checkPage } from './pages.mjs';

export async function checkShare(page, session, checks) {
  const state = await answer(page, session, '/state');
  if (state.default.election === null) return;
  const { election, side } = state.default;
  const view = `election=${election}&side=${encodeURIComponent(side)}`;
  const focus = await answer(page, session, `/focus?${view}`);
  const lost = focus.seats.find((seat) => seat.class === 'lost') ?? focus.seats[0];
  const works = await answer(page, session, '/works?kind=directive');
  const pages = [
    ['home', `/?${view}`],
    ['focus', `/focus?${view}`],
    ['seat', `/seat/${lost.pc_no}?${view}`],
    ...(works.works.length > 0 ? [['directive', `/directives?work=${works.works[0].work}`], ['today', '/today']] : [])
  ];
  for (const [name, path] of pages) {
    await open(page, session, path);
    await speak(page, session.language);
    const share = page.locator('.share');
    await share.locator('summary').click();
    await share.locator('canvas').waitFor();
    await settled(page);
    const label = `${session.label}: shared ${name}`;
    const message = await share.locator('textarea').inputValue();
    const method = session.language === 'hi' ? 'स्रोत: ' : 'Source: ';
    checks.that(`${label}: the message names its source and day`, message.includes(method) && /20\d\d/.test(message.split('\n').at(-2)), message);
    if (name === 'seat') {
      const person = lost.winner.candidate;
      checks.that(`${label}: it names no person`, !message.includes(person), message);
    }
    const picture = await share.locator('canvas').evaluate(async (canvas) => {
      await document.fonts.ready;
      await new Promise((resume) => setTimeout(resume, 300));
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const colours = new Set();
      for (let at = 0; at < data.length; at += 4 * 97) colours.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
      return { width: canvas.width, height: canvas.height, colours: colours.size, png: canvas.toDataURL('image/png') };
    });
    checks.that(`${label}: the picture is a square of 1080 with something on it`, picture.width === 1080 && picture.height === 1080 && picture.colours > 5, JSON.stringify({ ...picture, png: '' }));
    writeFileSync(`${session.out}/share-${name}-${session.language}-${session.screen.name}.png`, Buffer.from(picture.png.split(',')[1], 'base64'));
    const [kept] = await Promise.all([page.waitForEvent('download'), share.locator('button', { hasText: session.language === 'hi' ? 'चित्र सँभालें' : 'Keep the picture' }).click()]);
    checks.that(`${label}: the picture can be kept`, kept.suggestedFilename().endsWith('.png'), kept.suggestedFilename());
    await checkPage(page, session, checks, `${name}, sharing`);
  }
}
