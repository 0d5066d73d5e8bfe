import type { Completion } from '$lib/api/work';

/** Widths of a bar in hundredths of what was asked. Nothing asked: nothing drawn. */
export function widths(of: Completion): { done: number; blocked: number } {
  if (of.asked === 0) return { done: 0, blocked: 0 };
  return { done: (100 * of.done) / of.asked, blocked: (100 * of.blocked) / of.asked };
}

/** Today's day in India as 2026-11-24, whatever the device's clock zone. */
export function indiaToday(now = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' }).format(now);
}

/** "64, 7,,12" as whole numbers, each once; what is none is left out. */
export function seatNumbers(text: string): number[] {
  const numbers = text.split(/[,\s]+/).flatMap((part) => (/^\d{1,4}$/.test(part) && Number(part) > 0 ? [Number(part)] : []));
  return [...new Set(numbers)];
}

/** Texts of a form; what was left empty is left out. */
export function filled(form: FormData, names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = String(form.get(name) ?? '').trim();
      return value === '' ? [] : [[name, value]];
    })
  );
}
