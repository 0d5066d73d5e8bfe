// Schemes: the list before and after a portal's report, one scheme with its named base, a district, the file; and that a list of persons is refused.
import { readFileSync } from 'node:fs';
import { answer, importFiles, open, post, settled, speak } from './browse.mjs';
import { checkPage } from './pages.mjs';

const SAMPLES = new URL('../../data/samples/schemes/', import.meta.url);
const sample = (name) => readFileSync(new URL(name, SAMPLES), 'utf8');

export async function checkSchemes(page, session, checks) {
  const { districts } = await answer(page, session, '/schemes');
  if (districts.length === 0) {
    checks.skipped(`${session.label}: schemes`, 'no districts here');
    return;
  }
  await open(page, session, '/schemes');
  await speak(page, session.language);
  await checkPage(page, session, checks, 'schemes, no counts');
  await open(page, session, '/schemes/pmuy');
  checks.that(`${session.label}: a scheme without counts says what to do`, await page.locator('main a[href="/imports"]').isVisible());

  const salt = `${session.screen.name}-${session.language}`;
  const runs = [
    // A title of its own, so that no walk's file is another's.
    await importFiles(page, session, { [`pmuy-${salt}.csv`]: sample('pmuy_district_synthetic.csv').replace('Yojana', `Yojana ${salt}`) }, { kind: 'statistics', mapping_file: sample('pmuy_district.toml'), synthetic: true }),
    await importFiles(page, session, { [`nfhs-${salt}.csv`]: outcomes(districts, salt) }, { kind: 'statistics', synthetic: true }),
    await importFiles(page, session, { [`households-${salt}.csv`]: households(districts, salt) }, { kind: 'statistics', synthetic: true })
  ];
  try {
    await checkCatalogue(page, session, checks, salt);
    await checkScheme(page, session, checks);
    await checkDistrict(page, session, checks);
    await checkPersons(page, session, checks, salt);
  } finally {
    for (const run of runs.reverse()) await post(page, session, `/imports/${run}/undo`);
  }
}

/** A scheme is added on the page, then changed on its own. */
async function checkCatalogue(page, session, checks, salt) {
  const code = `test_${salt.replace('-', '_')}`;
  const label = `${session.label}: the catalogue`;
  await open(page, session, '/schemes');
  const adding = page.locator('main details:has(input[name=code])');
  await adding.locator('summary').click();
  await adding.locator('input[name=code]').fill(code);
  await adding.locator('input[name=name_hi]').fill(`जाँच ${salt}`);
  await adding.locator('input[name=name_en]').fill(`Test ${salt}`);
  await adding.locator('input[name=source_url]').fill('https://example.gov.in');
  await adding.locator('button[type=submit]').click();
  await page.waitForURL(new RegExp(`/schemes/${code}`));
  await settled(page);
  const changing = page.locator('main details:has(input[name=name_hi])');
  await changing.locator('summary').click();
  await checkPage(page, session, checks, 'a scheme of the catalogue');
  await changing.locator('input[name=helpline]').fill('1800');
  await changing.locator('input[name=to_check][value=helpline]').uncheck();
  await changing.locator('button[type=submit]').click();
  await changing.locator('[role=status]').waitFor();
  const kept = (await answer(page, session, `/schemes/${code}`)).scheme;
  checks.that(`${label} keeps a new scheme and its change`, kept.help.helpline === '1800' && !kept.to_check.includes('helpline') && kept.to_check.includes('benefit'), JSON.stringify(kept));
}

/** A number of a walk's own. */
const seed = (salt) => [...salt].reduce((sum, letter) => sum * 3 + letter.charCodeAt(0), 0) % 997;

function outcomes(districts, salt) {
  return ['district,nfhs_round,clean_fuel_pct', ...districts.map(({ district }, at) => `${district},5,${20 + ((at * 7 + seed(salt)) % 70)}.5`)].join('\n') + '\n';
}

function households(districts, salt) {
  return ['district,area,households', ...districts.map(({ district }, at) => `${district},total,${500000 + at * 1000 + seed(salt)}`)].join('\n') + '\n';
}

async function checkScheme(page, session, checks) {
  await open(page, session, '/schemes');
  await page.locator('main a[href="/schemes/pmuy"]').click();
  await page.waitForURL(/\/schemes\/pmuy/);
  await settled(page);
  const scheme = await answer(page, session, '/schemes/pmuy');
  const text = await page.locator('main').innerText();
  checks.that(`${session.label}: the scheme leads with its share`, (await page.locator('main .lead').innerText()).includes(scheme.sentence[session.language]));
  checks.that(`${session.label}: the base is named with source and date`, text.includes(scheme.shown.base.source[session.language]) && text.includes('2011'));
  const first = await page.locator('main table tbody tr').first().innerText();
  checks.that(`${session.label}: the least share stands first`, first.includes(scheme.districts[0].name[session.language]), first);
  checks.that(`${session.label}: districts are on the map`, (await page.locator('main svg[role=group] a').count()) === scheme.districts.length);
  checks.that(`${session.label}: outcomes are said not to be beneficiaries`, text.includes(session.language === 'hi' ? 'योजना के लाभार्थी नहीं' : 'not people whom the scheme reached'));
  checks.that(`${session.label}: made-up counts carry the band`, await page.locator('main .synthetic').first().isVisible());
  await checkPage(page, session, checks, 'scheme');
  const download = page.waitForEvent('download');
  await page.locator('main button', { hasText: 'CSV' }).click();
  const file = readFileSync(await (await download).path(), 'utf8');
  checks.that(`${session.label}: the file has every district and names base and source`, file.split('\r\n').length > scheme.districts.length && file.includes(scheme.shown.base.name[session.language]), file.slice(0, 200));
  await page.locator('main .fields select:not([name])').last().selectOption('none');
  await page.waitForURL(/base=none/);
  await settled(page);
  checks.that(`${session.label}: without a base nothing is divided`, (await answer(page, session, '/schemes/pmuy?base=none')).districts.every((row) => row.share === null));
}

async function checkDistrict(page, session, checks) {
  await open(page, session, '/schemes');
  await page.locator('main select').first().selectOption('Gorakhpur');
  await page.waitForURL(/\/schemes\/district\/Gorakhpur/);
  await settled(page);
  checks.that(`${session.label}: a district shows its schemes`, await page.locator('main table a[href="/schemes/pmuy"]').isVisible());
  await checkPage(page, session, checks, 'schemes of a district');
}

async function checkPersons(page, session, checks, salt) {
  const list = `district,beneficiary name,father name,scheme\nGorakhpur,Asha ${salt},Ram,pmuy\n`;
  const refused = await importFiles(page, session, { [`persons-${salt}.csv`]: list }, { kind: 'statistics' }).then(() => 'taken', (error) => error.message);
  checks.that(`${session.label}: a list of persons is refused with the rule`, refused.includes('person_list') || refused.includes('R23'), refused);
}
