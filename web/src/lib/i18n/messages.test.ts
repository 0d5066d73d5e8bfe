import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en';
import { hi } from './hi';
import { fill } from './index.svelte';

const keys = Object.keys(hi) as (keyof typeof hi)[];
const places = (message: string) => [...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.(svelte|ts)$/.test(name) && !/(hi|en)\.ts$|\.test\.ts$/.test(name) ? [readFileSync(path, 'utf8')] : [];
  });
}

describe('messages', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  it('have the same places in braces in both languages', () => {
    for (const key of keys) expect([key, places(en[key])]).toEqual([key, places(hi[key])]);
  });

  it('are Hindi in one file and English in the other', () => {
    const spoken = keys.filter((key) => !key.startsWith('language.') && /\p{L}/u.test(en[key].replace(/\{\w+\}/g, '')));
    for (const key of spoken) {
      expect([key, /[\u0900-\u097f]/.test(hi[key])]).toEqual([key, true]);
      if (!['search.placeholder'].includes(key)) expect([key, /[\u0900-\u097f]/.test(en[key])]).toEqual([key, false]);
    }
  });

  it('never call anything invalid', () => {
    for (const key of keys) expect(en[key]).not.toMatch(/invalid/i);
  });

  it('are all used', () => {
    const text = sources('src').join('\n');
    const families = [...text.matchAll(/[`'"]([a-z]\w*(?:\.\w+)*\.)\$\{/g)].map((match) => match[1]!);
    const unused = keys.filter((key) => {
      const built = families.some((family) => key.startsWith(family));
      return !built && !text.includes(`'${key}'`);
    });
    expect(unused).toEqual([]);
  });

  it('are filled by name, and an unknown place stays visible', () => {
    expect(fill('{n} of {all}', { n: 3, all: 80 })).toBe('3 of 80');
    expect(fill('{n} of {all}', { n: 3 })).toBe('3 of {all}');
  });
});
