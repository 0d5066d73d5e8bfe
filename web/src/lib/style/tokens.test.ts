import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/lib/style/tokens.css', 'utf8');
type Theme = 'light' | 'dark';

function colour(name: string, theme: Theme): string {
  const pair = css.match(new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`));
  if (!pair) throw new Error(`no colour --${name}`);
  return (theme === 'light' ? pair[1] : pair[2])!;
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((start) => {
    const part = parseInt(hex.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const lightness = (hex: string) => 116 * Math.cbrt(luminance(hex)) - 16;
const CLASSES = ['lost', 'narrow', 'weak', 'strong'].map((name) => `class-${name}`);
const SEQUENTIAL = [1, 2, 3, 4, 5].map((step) => `sequential-${step}`);
const DIVERGING = [1, 2, 3, 4, 5, 6].map((step) => `diverging-${step}`);
const BARS = ['bar-side', 'bar-rival', 'bar-other'];

describe.each(['light', 'dark'] as const)('colours of the %s theme', (theme) => {
  it('step the classes in one direction of lightness, far enough apart for grey print', () => {
    const steps = CLASSES.map((name) => lightness(colour(name, theme)));
    const direction = Math.sign(steps[3]! - steps[0]!);
    steps.slice(1).forEach((step, index) => expect((step - steps[index]!) * direction).toBeGreaterThan(12));
  });

  it('step the sequential scale in one direction of lightness', () => {
    const steps = SEQUENTIAL.map((name) => lightness(colour(name, theme)));
    const direction = Math.sign(steps[4]! - steps[0]!);
    steps.slice(1).forEach((step, index) => expect((step - steps[index]!) * direction).toBeGreaterThan(8));
  });

  it('make the diverging scale stronger with distance from zero on both sides', () => {
    const far = DIVERGING.map((name) => contrast(colour(name, theme), colour('paper', theme)));
    expect(far[0]).toBeGreaterThan(far[1]!);
    expect(far[1]).toBeGreaterThan(far[2]!);
    expect(far[5]).toBeGreaterThan(far[4]!);
    expect(far[4]).toBeGreaterThan(far[3]!);
  });

  it.each([...CLASSES, ...SEQUENTIAL, ...DIVERGING, ...BARS])('let words be read on %s', (name) => {
    expect(contrast(colour(name, theme), colour(`${name}-ink`, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it('let text be read on every ground', () => {
    for (const ground of ['paper', 'raised', 'sunk']) {
      for (const text of ['ink', 'muted', 'accent']) {
        expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(colour('warn', theme), colour('paper', theme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('accent', theme), colour('accent-soft', theme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('accent-ink', theme), colour('accent', theme))).toBeGreaterThanOrEqual(4.5);
  });
});
