import type { TypedEntry } from '$lib/api/rolls';

/** An entry as it stands in the form: numbers are texts until they are sent. */
export interface Typed {
  serial_no: string;
  name: string;
  relation_type: string;
  relation_name: string;
  house_no: string;
  age: string;
  gender: string;
  epic_no: string;
}

export const RELATION_CODES = ['F', 'H', 'M', 'W', 'O', 'G'] as const;
export const GENDER_CODES = ['M', 'F', 'T'] as const;

/** The next line of the sheet: its number, and the house of the one above, as families stand together. */
export function nextTyped(entries: TypedEntry[]): Typed {
  const last = entries.reduce<TypedEntry | null>((so, next) => (so && so.serial_no > next.serial_no ? so : next), null);
  return {
    serial_no: String((last?.serial_no ?? 0) + 1), name: '', relation_type: 'F', relation_name: '', house_no: last?.house_no ?? '', age: '', gender: '', epic_no: ''
  };
}

export function typedOf(entry: TypedEntry): Typed {
  return { ...entry, serial_no: String(entry.serial_no), age: String(entry.age) };
}

/** What is sent; a field that must be a number and is not names itself. */
export function entryOf(typed: Typed): { entry: TypedEntry } | { wrong: 'serial_no' | 'age' | 'gender' } {
  const whole = (text: string) => (/^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : null);
  const [serial, age] = [whole(typed.serial_no), whole(typed.age)];
  if (serial === null || serial === 0) return { wrong: 'serial_no' };
  if (age === null) return { wrong: 'age' };
  if (typed.gender === '') return { wrong: 'gender' };
  const text = (value: string) => value.trim().replace(/\s+/g, ' ');
  return {
    entry: {
      serial_no: serial, name: text(typed.name), relation_type: typed.relation_type, relation_name: text(typed.relation_name), house_no: text(typed.house_no),
      age, gender: typed.gender, epic_no: text(typed.epic_no).toUpperCase()
    }
  };
}
