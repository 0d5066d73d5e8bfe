import type { DeclaredArea } from '$lib/api/schemes';
import { describe, expect, it } from 'vitest';
import { declaredGroups, declaredHref, declaredParts } from './declared';

const area = (level: DeclaredArea['level'], answers: string[], kendra: string | null = null): DeclaredArea => ({
  scheme: 'pmuy',
  level,
  name: { en: level, hi: level },
  district: 'Agra',
  ac_no: level === 'district' ? null : 86,
  kendra,
  part: level === 'booth' ? '7' : null,
  base: 40,
  cells: answers.map((answer) => ({ answer, title: { en: answer, hi: answer }, count: null, share: null }))
});

describe('what households said', () => {
  const all = [area('district', ['receives', 'no']), area('segment', ['receives', 'receives_none']), area('shakti_kendra', ['receives_any'], 'k/1'), area('booth', ['receives_any'], 'k/1')];

  it('has a table a level, with that level’s answers', () => {
    const groups = declaredGroups(all);
    expect(groups.map((group) => group.level)).toEqual(['district', 'segment', 'shakti_kendra', 'booth']);
    expect(groups[1]!.answers.map((title) => title.en)).toEqual(['receives', 'receives_none']);
  });

  it('shows a district’s page that district alone', () => {
    expect(declaredParts(all, {}, true).map((one) => one.level)).toEqual(['district']);
    expect(declaredParts(all, { ac: '86', kendra: 'k/1' }, false)).toHaveLength(3);
  });

  it('leads from the district to its booths', () => {
    expect(all.map(declaredHref)).toEqual(['?d=Agra', '?ac=86', '?ac=86&kendra=k%2F1', null]);
  });
});
