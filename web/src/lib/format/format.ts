/** Numbers and dates as India writes them, in Latin digits for both languages. The one place that formats. */

export type Language = 'hi' | 'en';

const LOCALE: Record<Language, string> = { hi: 'hi-IN-u-nu-latn', en: 'en-IN-u-nu-latn' };
const MINUS = '−';
const LAKH = 1e5;
const CRORE = 1e7;
const UNIT = { hi: { lakh: 'लाख', crore: 'करोड़' }, en: { lakh: 'lakh', crore: 'crore' } };

/** What stands where a value is not known. */
export const UNKNOWN = '–';

const cache = new Map<string, Intl.NumberFormat>();

function decimals(language: Language, digits: number): Intl.NumberFormat {
  const key = `${language}${digits}`;
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(LOCALE[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits
  });
  cache.set(key, made);
  return made;
}

function unsigned(value: number, language: Language, digits: number): string {
  return decimals(language, digits).format(Math.abs(value));
}

/** True where a value rounds to zero at `digits`, so that it gets no sign. */
function roundsToZero(value: number, digits: number): boolean {
  return Math.round(Math.abs(value) * 10 ** digits) === 0;
}

function signOf(value: number, digits: number, plus: boolean): string {
  if (roundsToZero(value, digits)) return '';
  if (value < 0) return MINUS;
  return plus ? '+' : '';
}

/** 12,34,567 */
export function count(value: number | null | undefined, language: Language): string {
  if (value === null || value === undefined) return UNKNOWN;
  return signOf(value, 0, false) + unsigned(value, language, 0);
}

/** +12,345 or −12,345 */
export function signedCount(value: number | null | undefined, language: Language): string {
  if (value === null || value === undefined) return UNKNOWN;
  return signOf(value, 0, true) + unsigned(value, language, 0);
}

/** 1.3 लाख, 2.1 करोड़; below one lakh the full number. */
export function shortCount(value: number | null | undefined, language: Language): string {
  if (value === null || value === undefined) return UNKNOWN;
  const size = Math.abs(value);
  if (size < LAKH) return count(value, language);
  const [unit, word] = size < CRORE ? [LAKH, UNIT[language].lakh] : [CRORE, UNIT[language].crore];
  return `${signOf(value, 0, false)}${unsigned(value / unit, language, 1)}\u00a0${word}`;
}

/** A fraction as 48.3 %. */
export function percent(fraction: number | null | undefined, language: Language): string {
  if (fraction === null || fraction === undefined) return UNKNOWN;
  return `${signOf(fraction * 100, 1, false)}${unsigned(fraction * 100, language, 1)}\u00a0%`;
}

/** A probability, which never reads as nothing or as sure: < 0.1 %, > 99.9 %. */
export function chance(fraction: number | null | undefined, language: Language): string {
  const LEAST = 0.001;
  if (typeof fraction === 'number' && fraction < LEAST) return `< ${percent(LEAST, language)}`;
  if (typeof fraction === 'number' && fraction > 1 - LEAST) return `> ${percent(1 - LEAST, language)}`;
  return percent(fraction, language);
}

/** Percentage points with their sign: +3.2, −1.8. */
export function points(value: number | null | undefined, language: Language): string {
  if (value === null || value === undefined) return UNKNOWN;
  return signOf(value, 1, true) + unsigned(value, language, 1);
}

/** 12.3, without a sign. */
export function decimal(value: number | null | undefined, language: Language, digits = 1): string {
  return value === null || value === undefined ? UNKNOWN : signOf(value, digits, false) + unsigned(value, language, digits);
}

/** 23 नवंबर 2026 */
export function date(iso: string | null | undefined, language: Language): string {
  const when = parsed(iso);
  if (when === null) return UNKNOWN;
  return new Intl.DateTimeFormat(LOCALE[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Asia/Kolkata'
  }).format(when);
}

/** 23 नवंबर 2026, 15:30 */
export function dateTime(iso: string | null | undefined, language: Language): string {
  const when = parsed(iso);
  if (when === null) return UNKNOWN;
  const time = new Intl.DateTimeFormat('en-IN-u-nu-latn', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'Asia/Kolkata'
  }).format(when);
  return `${date(iso, language)}, ${time}`;
}

function parsed(iso: string | null | undefined): Date | null {
  if (!iso) return null;
  const when = new Date(iso);
  return Number.isNaN(when.getTime()) ? null : when;
}

const BYTE_STEPS = ['B', 'kB', 'MB', 'GB'];

/** 1.2 MB */
export function bytes(value: number, language: Language): string {
  let step = 0;
  let size = value;
  while (size >= 1000 && step < BYTE_STEPS.length - 1) {
    size /= 1000;
    step += 1;
  }
  return `${unsigned(size, language, step === 0 ? 0 : 1)}\u00a0${BYTE_STEPS[step]}`;
}
