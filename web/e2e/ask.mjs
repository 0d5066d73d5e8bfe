// Questions in words: from the box in the frame to an answer with its source, and what is not understood.
import { open, settled, speak } from './browse.mjs';
import { checkPage } from './pages.mjs';

const WORDS = {
  hi: { ask: 'पूछें', question: '2019 में हमने कितनी सीटें जीतीं', understood: 'हमने समझा', not: 'मौसम कैसा रहेगा', refused: 'यह प्रश्न हम नहीं समझ पाए', method: 'तरीका' },
  en: { ask: 'Ask', question: 'How many seats did we win in 2019?', understood: 'Understood as', not: 'Will it rain tomorrow', refused: 'We did not understand this question', method: 'Method' }
};

export async function checkAsk(page, session, checks) {
  const words = WORDS[session.language];
  await open(page, session, '/');
  await speak(page, session.language);
  const box = page.locator('header [role=combobox]');
  await box.fill(words.question);
  await page.getByRole('option', { name: words.question }).click();
  await page.waitForURL(/\/ask\?q=/);
  await settled(page);
  const text = await page.locator('main').innerText();
  const label = `${session.label}: a question from the frame`;
  checks.that(`${label} says how it was understood`, text.includes(words.understood), text);
  checks.that(`${label} is answered with its method`, text.includes(words.method), text);
  const view = await (await page.request.get(`${session.base}/api/v1/ask?q=${encodeURIComponent(words.question)}`)).json();
  checks.that(`${label} has the number of seats won`, view.answer.count > 0 && text.includes(String(view.answer.count)), `${view.answer.count}: ${text}`);
  await checkPage(page, session, checks, 'asked');

  await page.locator('main input[name=q]').fill(words.not);
  await page.locator('main button', { hasText: words.ask }).click();
  await page.getByText(words.refused).first().waitFor();
  await settled(page);
  const examples = page.locator('main ul a');
  checks.that(`${session.label}: what is not understood gets examples instead of an answer`, (await examples.count()) > 5);
  await examples.nth(2).click();
  await page.getByText(words.understood).first().waitFor();
  checks.that(`${session.label}: an example is answered`, (await page.locator('main').innerText()).includes(words.method));
  await checkPage(page, session, checks, 'an example asked');
}
