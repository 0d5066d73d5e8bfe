import type { ImportPreview, Upload } from '$lib/api/types';
import { describe, expect, it } from 'vitest';
import { groupUploads } from './groups';
import { doubledFields, mayStart, missingFields, proposedMapping, sentMapping } from './mapping';

const title = { en: '', hi: '' };
const preview: ImportPreview = {
  kind: 'results', layout: null,
  columns: [
    { theirs: 'दल', ours: 'party', required: true, sample: [] },
    { theirs: 'कुल मत', ours: null, required: false, sample: [] }
  ],
  fields: [{ name: 'party', required: true, title }, { name: 'votes', required: true, title }, { name: 'nota', required: false, title }],
  rows: [], header: [], report: { rows: { read: 10, taken: 10, refused: 0 }, refused: [], checks: [] }, would_take: 10
};
const complete = { 'दल': 'party', 'कुल मत': 'votes' };

describe('mapping of columns', () => {
  it('starts from what the server understood', () => {
    expect(proposedMapping(preview)).toEqual({ 'दल': 'party', 'कुल मत': '' });
  });
  it('names the required fields that are still without a column', () => {
    expect(missingFields(preview, proposedMapping(preview))).toEqual(['votes']);
    expect(missingFields(preview, complete)).toEqual([]);
  });
  it('finds a field that was given twice, but not columns left out twice', () => {
    expect(doubledFields({ a: 'votes', b: 'votes', c: '', d: '' })).toEqual(['votes']);
  });
  it('sends only the columns that are taken', () => {
    expect(sentMapping({ a: 'votes', b: '' })).toEqual({ a: 'votes' });
  });
});

describe('an import may start', () => {
  it('when everything is mapped and clean', () => {
    expect(mayStart(preview, complete, false)).toBe(true);
    expect(mayStart(preview, proposedMapping(preview), false)).toBe(false);
  });
  it('with refused rows only if they are to be skipped', () => {
    const bad = { ...preview, report: { ...preview.report, rows: { read: 10, taken: 9, refused: 1 } } };
    expect(mayStart(bad, complete, false)).toBe(false);
    expect(mayStart(bad, complete, true)).toBe(true);
  });
  it('never past a check that stops it, nor with nothing to take', () => {
    const stopped = { ...preview, report: { ...preview.report, checks: [{ code: 'x', status: 'error' as const, text: title, detail: [] }] } };
    expect(mayStart(stopped, complete, true)).toBe(false);
    expect(mayStart({ ...preview, would_take: 0 }, complete, true)).toBe(false);
  });
});

it('files of one layout are one import, unknown files one each', () => {
  const upload = (id: string, layout: string | null): Upload => ({
    upload: id, name: id, bytes: 1, sha256: '', already_run: null, recognised: layout === null ? null : { kind: 'results', layout, title }
  });
  const groups = groupUploads([upload('a', 'pc'), upload('b', null), upload('c', 'pc'), upload('d', null)]);
  expect(groups.map((group) => group.map((one) => one.upload))).toEqual([['a', 'c'], ['b'], ['d']]);
});
