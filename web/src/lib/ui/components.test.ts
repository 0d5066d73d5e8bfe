import type { Problem as ProblemType } from '$lib/api/problem';
import { Problem } from '$lib/api/problem';
import { preferences } from '$lib/state/preferences.svelte';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import ClassMark from './ClassMark.svelte';
import ProblemNote from './ProblemNote.svelte';

let shown: Record<string, unknown> | null = null;

function show(component: typeof ProblemNote | typeof ClassMark, props: Record<string, unknown>): string {
  shown = mount(component as typeof ProblemNote, { target: document.body, props: props as { problem: ProblemType } });
  flushSync();
  return document.body.textContent ?? '';
}

afterEach(() => {
  if (shown) void unmount(shown);
  document.body.innerHTML = '';
  preferences.language = 'hi';
});

describe('a problem', () => {
  it('is told in the server’s own words in the reader’s language, with what is safe', () => {
    const problem = new Problem({ status: 409, detail: 'two boundaries', detail_hi: 'दो परिसीमन' });
    expect(show(ProblemNote, { problem })).toContain('दो परिसीमन');
    expect(document.body.textContent).toContain('सुरक्षित');
    preferences.language = 'en';
    flushSync();
    expect(document.body.textContent).toContain('two boundaries');
  });
  it('offers to try again', () => {
    const again = vi.fn();
    show(ProblemNote, { problem: new Problem({}, true), again });
    document.querySelector('button')!.click();
    expect(again).toHaveBeenCalledOnce();
  });
});

describe('a class', () => {
  it('has a word and a shape, not only a colour', () => {
    expect(show(ClassMark, { of: 'lost', kind: 'lost_close' })).toContain('कम अंतर से हारी');
    expect(document.querySelector('svg path')!.getAttribute('d')).not.toBe('');
  });
});
