import { t, type MessageKey } from '$lib/i18n/index.svelte';

/** Codes of the roll in words (docs/formats.md#rolls). */
const REASONS = ['E', 'S', 'R', 'Q', 'M'];
const RELATIONS = ['F', 'M', 'H', 'W', 'O', 'G'];
const GENDERS = ['M', 'F', 'T'];

export const reasonName = (code: string): string =>
  t(`rolls.reason.${REASONS.includes(code) ? code : 'none'}` as MessageKey);

export const relationName = (code: string | null): string =>
  code !== null && RELATIONS.includes(code) ? t(`rolls.relation.${code}` as MessageKey) : '';

export const genderName = (code: string): string => (GENDERS.includes(code) ? t(`rolls.gender.${code}` as MessageKey) : code);

const FIELDS: Record<string, MessageKey> = {
  name: 'rolls.col.name',
  relation_name: 'rolls.col.relation',
  relation_type: 'rolls.col.relation',
  relation: 'rolls.col.relation',
  house_no: 'rolls.col.house',
  house: 'rolls.col.house',
  age: 'rolls.col.age',
  epic_no: 'rolls.col.epic',
  epic: 'rolls.col.epic',
  gender: 'rolls.col.gender',
  part: 'rolls.col.part',
  part_no: 'rolls.col.part',
  serial_no: 'rolls.col.serial'
};

/** A field of an entry in the reader's words; what is not known stays as it is. */
export const fieldName = (field: string): string => (FIELDS[field] ? t(FIELDS[field]) : field);
