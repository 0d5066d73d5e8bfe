import type { House } from './queue';

/** One line of the walk: a house, and what has been done there. */
export interface Stop {
  house: House;
  state: 'draft' | 'waiting' | 'sent' | 'todo';
  draft: string | null;
}

const order = new Intl.Collator('hi', { numeric: true });

/** As one walks: by section, then by house number, 9 before 10 and 10 before 10क. */
export function compareHouses(a: House, b: House): number {
  return order.compare(a.section, b.section) || order.compare(a.number, b.number);
}

export function houseKey(house: House): string {
  return `${house.section.trim()}\u0000${house.number.trim()}`;
}

const RANK = { draft: 0, waiting: 1, sent: 2, todo: 3 };

/** Each house once, in walking order, with the state that needs most. */
export function walk(stops: Stop[]): Stop[] {
  const houses = new Map<string, Stop>();
  for (const stop of stops) {
    const before = houses.get(houseKey(stop.house));
    if (!before || RANK[stop.state] < RANK[before.state]) houses.set(houseKey(stop.house), stop);
  }
  return [...houses.values()].sort((a, b) => compareHouses(a.house, b.house));
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A form's model with the house already written, where it asks for one. */
export function withHouse(model: string, house: House): string {
  return model
    .replace(/<section\s*\/>/, () => `<section>${escaped(house.section)}</section>`)
    .replace(/<house_no\s*\/>/, () => `<house_no>${escaped(house.number)}</house_no>`);
}

/** The house that a filled form names; null where it names none. */
export function houseOf(xml: string): House | null {
  const text = (name: string) => new DOMParser().parseFromString(xml, 'text/xml').getElementsByTagName(name)[0]?.textContent?.trim() ?? '';
  const number = text('house_no');
  return number === '' ? null : { section: text('section'), number };
}
