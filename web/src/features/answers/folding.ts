/**
 * Words in either script as the server folds them (services/name_folding): romanised, without marks, "a" and "h", long and
 * short vowels one, no letter twice. So that a search works where the server is out of reach.
 */
const CONSONANTS: Record<string, string> = {
  क: 'k', ख: 'k', ग: 'g', घ: 'g', ङ: 'n', च: 'c', छ: 'c', ज: 'j', झ: 'j', ञ: 'n', ट: 't', ठ: 't', ड: 'd', ढ: 'd', ण: 'n', त: 't', थ: 't', द: 'd', ध: 'd', न: 'n',
  प: 'p', फ: 'p', ब: 'b', भ: 'b', म: 'm', य: 'y', र: 'r', ल: 'l', व: 'v', श: 's', ष: 's', स: 's', ळ: 'l'
};
const WITH_NUKTA: Record<string, string> = { क: 'k', ज: 'j', ड: 'r', ढ: 'r', फ: 'f' };
const OTHERS: Record<string, string> = {
  इ: 'i', ई: 'i', उ: 'u', ऊ: 'u', ऋ: 'r', ए: 'i', ऐ: 'i', ओ: 'u', औ: 'u', 'ि': 'i', 'ी': 'i', 'ु': 'u', 'ू': 'u', 'ृ': 'r', 'े': 'i', 'ै': 'i', 'ो': 'u', 'ौ': 'u', 'ॉ': 'u', 'ऑ': 'u',
  'ं': 'm', 'ँ': 'm'
};
const LATIN: Record<string, string> = { a: '', h: '', w: 'v', e: 'i', o: 'u', z: 'j', q: 'k' };
const NUKTA = '\u093c';

function letter(text: string, at: number): string {
  const sign = text[at]!;
  if (text[at + 1] === NUKTA && WITH_NUKTA[sign] !== undefined) return WITH_NUKTA[sign];
  if (/[०-९]/.test(sign)) return String(sign.charCodeAt(0) - 0x0966);
  if (/\s/.test(sign)) return ' ';
  if (/[a-z0-9]/.test(sign)) return LATIN[sign] ?? sign;
  return CONSONANTS[sign] ?? OTHERS[sign] ?? '';
}

export function folded(text: string): string {
  // Letters with a nukta in one code point become two; Latin letters lose their marks.
  const plain = text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  let out = '';
  for (let at = 0; at < plain.length; at += 1) {
    const next = letter(plain, at);
    if (next !== '' && !out.endsWith(next)) out += next;
  }
  return out.trim();
}

/** Whether all words of a query begin a word of folded texts. */
export function holds(words: string, query: string): boolean {
  const inside = ` ${words}`;
  return folded(query)
    .split(' ')
    .filter((word) => word !== '')
    .every((word) => inside.includes(` ${word}`));
}
