import type { TypedEntry } from '$lib/api/rolls';
import { describe, expect, it } from 'vitest';
import { entryOf, nextTyped, typedOf } from './typing';

const entry: TypedEntry = { serial_no: 4, name: 'कमला देवी', relation_type: 'H', relation_name: 'सोहन लाल', house_no: '12क', age: 70, gender: 'F', epic_no: 'ZZD0000004' };

describe('typing a sheet', () => {
  it('goes on with the next number and the same house', () => {
    expect(nextTyped([entry, { ...entry, serial_no: 2, house_no: '9' }])).toMatchObject({ serial_no: '5', house_no: '12क', name: '', age: '' });
    expect(nextTyped([]).serial_no).toBe('1');
  });
  it('sends what was typed, trimmed, and back again', () => {
    expect(entryOf({ ...typedOf(entry), name: '  कमला   देवी ', epic_no: 'zzd0000004' })).toEqual({ entry });
  });
  it('names the field that cannot be sent', () => {
    expect(entryOf({ ...typedOf(entry), age: '7x' })).toEqual({ wrong: 'age' });
    expect(entryOf({ ...typedOf(entry), serial_no: '0' })).toEqual({ wrong: 'serial_no' });
    expect(entryOf({ ...typedOf(entry), gender: '' })).toEqual({ wrong: 'gender' });
  });
});
