/** What a page found, small enough for a message or a picture: numbers of the page only, and nothing of persons. */
export interface Finding {
  place: string;
  /** Which election and side, or which day. */
  about: string;
  sentence: string;
  bars: Bar[];
  sources: string[];
  /** ISO; null where the figures are as of now. */
  asOf: string | null;
  method: string;
  synthetic: boolean;
}

export interface Bar {
  label: string;
  /** What stands at its end: "48.3 %". */
  text: string;
  /** 0 to 1 of the full width. */
  size: number;
  /** A token of lib/style/tokens.css, without "--". */
  colour: string;
}

export interface Words {
  source: string;
  asOf: string;
  synthetic: string;
}

/** The finding as a short message: what, the figures, and where they come from. Asterisks make a line bold in most messengers. */
export function messageOf(finding: Finding, words: Words): string {
  return [
    ...(finding.synthetic ? [`[${words.synthetic}]`] : []),
    `*${finding.place}*`,
    finding.about,
    finding.sentence,
    ...finding.bars.map((bar) => `• ${bar.label}: ${bar.text}`),
    '',
    words.source,
    words.asOf,
    finding.method
  ].join('\n');
}

/** Lines of at most `width`, broken between words; a word that is wider stands alone. */
export function wrapped(text: string, width: number, measure: (line: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The largest of the sizes at which a text takes at most so many lines; the smallest if none does. */
export function fitting(text: string, sizes: number[], most: number, lines: (size: number) => string[]): { size: number; lines: string[] } {
  for (const size of sizes) {
    const found = lines(size);
    if (found.length <= most || size === sizes.at(-1)) return { size, lines: found.slice(0, most) };
  }
  return { size: 0, lines: [text] };
}
