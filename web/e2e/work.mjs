// Work of the organisation and the own account: each page with nothing in it and with a directive, a task and a programme.
import { answer, open, post, speak } from './browse.mjs';
import { checkPage } from './pages.mjs';

const PAGES = [
  ['today', '/today'],
  ['responsibility', '/responsibility'],
  ['programmes', '/programmes'],
  ['directives', '/directives'],
  ['tasks', '/tasks'],
  ['calendar', '/calendar'],
  ['account', '/account'],
  ['sign-in', '/sign-in'],
  ['invitation, none', '/invitation']
];

export async function checkWork(page, session, checks) {
  const { unit, levels_below: levels } = await answer(page, session, '/works');
  const day = (await answer(page, session, '/today')).day;
  const title = `परीक्षण निर्देश ${session.label}`;
  if (levels.length > 0) {
    await post(page, session, '/directives', { unit: unit.unit, level: levels[0].level, title, words: 'बूथ सूची जाँचें', first_day: day, due_day: day });
  }
  for (const [name, path] of PAGES) {
    await open(page, session, path);
    await speak(page, session.language);
    await checkPage(page, session, checks, name);
  }
  if (levels.length === 0) return;
  const { works } = await answer(page, session, '/works?kind=directive');
  const given = works.find((one) => one.title.hi === title);
  checks.that(`${session.label}: a directive stands in the list with all that it asked`, given?.completion.asked > 0, JSON.stringify(given?.completion));
  checks.that(`${session.label}: what nobody reported is not done`, given?.completion.done === 0 && given?.completion.not_reported === given?.completion.asked);
  await open(page, session, `/directives?work=${given.work}`);
  await checkPage(page, session, checks, 'one directive');
}
