import { fitting, wrapped, type Finding, type Words } from './finding';

/** Square, as messengers show it whole. */
export const SIDE = 1080;
const EDGE = 72;
const FONT = "'Noto Sans', 'Noto Sans Devanagari', sans-serif";
const BAR = { height: 30, gap: 26, label: 32 };
const SMALL = 26;

/** The tokens' light colours, whatever the reader's own theme is. */
function lightColours(): (token: string) => string {
  const probe = document.createElement('span');
  probe.style.colorScheme = 'light';
  probe.hidden = true;
  document.body.append(probe);
  const known = new Map<string, string>();
  return (token) => {
    let colour = known.get(token);
    if (colour === undefined) {
      probe.style.color = `var(--${token})`;
      colour = getComputedStyle(probe).color;
      known.set(token, colour);
    }
    return colour;
  };
}

/** Draws a finding with its source, date, method and mark. REQUIRES: the page's fonts are loaded. */
export function draw(canvas: HTMLCanvasElement, finding: Finding, words: Words, brand: string): void {
  canvas.width = SIDE;
  canvas.height = SIDE;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const colour = lightColours();
  const room = SIDE - 2 * EDGE;
  context.textBaseline = 'alphabetic';
  const font = (size: number, bold: boolean) => (context.font = `${bold ? 600 : 400} ${size}px ${FONT}`);
  const lay = (text: string, bold: boolean) => (size: number) => {
    font(size, bold);
    return wrapped(text, room, (line) => context.measureText(line).width);
  };
  let y = EDGE;
  const write = (found: { size: number; lines: string[] }, bold: boolean, token: string, leading = 1.36) => {
    font(found.size, bold);
    context.fillStyle = colour(token);
    for (const line of found.lines) {
      y += found.size * leading;
      context.fillText(line, EDGE, y - found.size * 0.28);
    }
  };

  context.fillStyle = colour('paper');
  context.fillRect(0, 0, SIDE, SIDE);
  context.fillStyle = colour('accent');
  context.fillRect(0, 0, SIDE, 12);
  if (finding.synthetic) {
    context.fillStyle = colour('warn-soft');
    context.fillRect(0, 12, SIDE, 64);
    font(30, true);
    context.fillStyle = colour('warn');
    context.fillText(words.synthetic, EDGE, 56);
    y += 28;
  }
  write(fitting(finding.place, [46, 40, 34], 2, lay(finding.place, true)), true, 'accent');
  write(fitting(finding.about, [30, 26], 2, lay(finding.about, false)), false, 'muted');
  y += 18;
  write(fitting(finding.sentence, [68, 60, 52, 46, 40, 34], 5, lay(finding.sentence, true)), true, 'ink');
  y += 30;
  drawBars(context, finding, { y, room, font, colour });
  drawFoot(context, [...finding.sources.length > 0 ? [words.source] : [], words.asOf, finding.method], brand, { room, font, colour });
}

interface Pen {
  room: number;
  font: (size: number, bold: boolean) => void;
  colour: (token: string) => string;
}

/** Label and figure above each bar: long Hindi labels never meet the figures. */
function drawBars(context: CanvasRenderingContext2D, finding: Finding, pen: Pen & { y: number }): void {
  const longest = Math.max(...finding.bars.map((bar) => bar.size), 0.01);
  let y = pen.y;
  for (const bar of finding.bars) {
    y += BAR.label;
    context.fillStyle = pen.colour('ink');
    pen.font(BAR.label, false);
    context.fillText(bar.label, EDGE, y);
    pen.font(BAR.label, true);
    context.textAlign = 'right';
    context.fillText(bar.text, EDGE + pen.room, y);
    context.textAlign = 'left';
    y += 14;
    context.fillStyle = pen.colour('sunk');
    context.fillRect(EDGE, y, pen.room, BAR.height);
    context.fillStyle = pen.colour(bar.colour);
    context.fillRect(EDGE, y, bar.size > 0 ? Math.max(4, (pen.room * bar.size) / Math.max(longest, 1)) : 0, BAR.height);
    context.strokeStyle = pen.colour('line-strong');
    context.strokeRect(EDGE + 0.5, y + 0.5, pen.room - 1, BAR.height - 1);
    y += BAR.height + BAR.gap;
  }
}

/** Where it comes from, at the foot, with the program's name. */
function drawFoot(context: CanvasRenderingContext2D, notes: string[], brand: string, pen: Pen): void {
  pen.font(SMALL, false);
  const lines = notes.flatMap((note) => wrapped(note, pen.room, (line) => context.measureText(line).width).slice(0, 2));
  const height = SMALL * 1.5;
  let y = SIDE - EDGE / 2 - height * (lines.length + 1);
  context.fillStyle = pen.colour('line');
  context.fillRect(EDGE, y, pen.room, 2);
  context.fillStyle = pen.colour('muted');
  for (const line of lines) {
    y += height;
    context.fillText(line, EDGE, y);
  }
  pen.font(SMALL, true);
  context.fillStyle = pen.colour('accent');
  context.fillText(brand, EDGE, y + height);
}

export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png');
  });
}
