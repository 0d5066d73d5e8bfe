import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, apiPath, AS_OF_HEADER } from './client';
import { Problem } from './problem';

function respond(body: string, init: ResponseInit) {
  const fetched = vi.fn(async () => new Response(body, init));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

describe('addresses of the API', () => {
  it('leave out what is not given and escape the rest', () => {
    expect(apiPath('/focus', { election: 'LS-2019', side: 'SP+INC', narrow: undefined, weak: null })).toBe('/api/v1/focus?election=LS-2019&side=SP%2BINC');
  });
});

describe('an answer', () => {
  it('comes with the time since when it stands, if it was kept', async () => {
    respond('{"runs":[]}', { headers: { [AS_OF_HEADER]: '2026-11-23T10:00:00Z' } });
    expect(await api.imports()()).toEqual({ body: { runs: [] }, asOf: '2026-11-23T10:00:00Z' });
  });
});

describe('a problem', () => {
  it('keeps what the server said in both languages', async () => {
    respond('{"title":"unknown side","detail":"no such side","detail_hi":"ऐसा पक्ष नहीं","choices":["A"]}', { status: 404, headers: { 'content-type': 'application/problem+json' } });
    const problem = await api.imports()().catch((error: unknown) => error as Problem);
    expect(problem).toBeInstanceOf(Problem);
    expect((problem as Problem).notFound).toBe(true);
    expect((problem as Problem).detail('hi')).toBe('ऐसा पक्ष नहीं');
    expect((problem as Problem).detail('en')).toBe('no such side');
    expect((problem as Problem).body.choices).toEqual(['A']);
  });
  it('of another kind keeps its status only', async () => {
    respond('<html>bad gateway</html>', { status: 502, headers: { 'content-type': 'text/html' } });
    const problem = (await api.imports()().catch((error: unknown) => error)) as Problem;
    expect([problem.status, problem.detail('hi'), problem.unreachable]).toEqual([502, null, false]);
  });
  it('says when no server answered', async () => {
    vi.stubGlobal('fetch', vi.fn(async () => Promise.reject(new TypeError('network'))));
    const problem = (await api.imports()().catch((error: unknown) => error)) as Problem;
    expect(problem.unreachable).toBe(true);
  });
  it('is not made of a request that was dropped', async () => {
    const controller = new AbortController();
    controller.abort();
    vi.stubGlobal('fetch', vi.fn(async () => Promise.reject(new DOMException('', 'AbortError'))));
    const error = await api.imports()(controller.signal).catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(Problem);
  });
});

it('every POST carries the header that keeps other sites out', async () => {
  const fetched = respond('{}', { status: 200 });
  await api.undoImport(3);
  await api.preview({ uploads: ['u1'], kind: null, mapping: {}, election: null });
  for (const [, init] of fetched.mock.calls as unknown as [string, RequestInit][]) {
    expect(init.method).toBe('POST');
    expect((init.headers as Record<string, string>)['X-Boothwise']).toBe('1');
  }
});
