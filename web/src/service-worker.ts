/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { lookWhileAwake, sendInBackground, SYNC_TAG } from '$features/collect/background';
import { build, files, version } from '$service-worker';

/**
 * Keeps the app's shell and the last answers on the device. The network comes first for answers: what is kept shows
 * only when the server is out of reach, and then says as of when (`AS_OF_HEADER` of lib/api/client.ts).
 */
const worker = self as unknown as ServiceWorkerGlobalScope;
const SHELL = `shell-${version}`;
const ANSWERS = 'answers-1';
const ANSWERS_MOST = 80;
const AS_OF_HEADER = 'x-boothwise-as-of';
const INDEX = '/index.html';

/** After any of these, somebody else may hold the device, or another workspace answers: what was seen before goes. */
const CHANGES_USER =
  /^\/api\/v1\/(sign-in|sign-in\/code|sign-out|invitation\/take|account\/codes\/end|training\/join|training\/practice\/\w+|training\/courses\/[^/]+\/exercises\/[^/]+\/begin)$/;
/** Grows when the answers are emptied, so that one that was under way then is not kept. */
let emptied = 0;

worker.addEventListener('install', (event) => {
  event.waitUntil(fillShell());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOldShells(), lookWhileAwake(Date.now())]));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== worker.location.origin) return;
  if (request.method === 'POST' && CHANGES_USER.test(url.pathname)) event.respondWith(changeOfUser(request));
  if (request.method !== 'GET') return;
  if (url.pathname.startsWith('/api/v1/jobs/')) return;
  // The worker's key stands in these addresses: they are never kept here, but encrypted by the page itself.
  if (url.pathname.startsWith('/openrosa/')) return;
  if (url.pathname.startsWith('/api/')) event.respondWith(answer(request));
  else if (request.mode === 'navigate') {
    event.respondWith(page(request));
    // Any page of the app wakes it, so that sealed answers do not wait for the one that sealed them.
    event.waitUntil(lookWhileAwake(Date.now()));
  } else event.respondWith(shellFile(request));
});

/** Background Sync is no standard of all browsers yet; its events are not among the known types. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}
for (const kind of ['sync', 'periodicsync']) {
  worker.addEventListener(kind, (event) => {
    const woken = event as SyncEvent;
    if (woken.tag === SYNC_TAG) woken.waitUntil(sendInBackground());
  });
}

async function fillShell(): Promise<void> {
  const cache = await caches.open(SHELL);
  await cache.addAll([INDEX, ...build, ...files.filter((file) => !file.endsWith('.png'))]);
  await worker.skipWaiting();
}

async function dropOldShells(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== SHELL && name !== ANSWERS).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(INDEX);
    if (kept) return kept;
    throw error;
  }
}

async function shellFile(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function empty(): Promise<void> {
  emptied += 1;
  await caches.delete(ANSWERS);
}

/** Emptied before as well: whoever signs out without a connection leaves nothing behind either. */
async function changeOfUser(request: Request): Promise<Response> {
  await empty();
  const response = await fetch(request);
  await empty();
  return response;
}

async function answer(request: Request): Promise<Response> {
  const before = emptied;
  const cache = await caches.open(ANSWERS);
  try {
    const response = await fetch(request);
    if (response.status === 401) await empty();
    else if (response.ok && before === emptied) await keep(cache, request, response.clone(), before);
    return response;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw error;
  }
}

/** Stores an answer with the time it came; the oldest leave when there are too many. */
async function keep(cache: Cache, request: Request, response: Response, before: number): Promise<void> {
  const headers = new Headers(response.headers);
  headers.set(AS_OF_HEADER, new Date().toISOString());
  headers.delete('content-encoding');
  headers.delete('content-length');
  try {
    const bytes = await response.arrayBuffer();
    if (before !== emptied) return;
    await cache.delete(request);
    await cache.put(request, new Response(bytes, { status: response.status, headers }));
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - ANSWERS_MOST)).map((key) => cache.delete(key)));
  } catch {
    // A full device keeps nothing: the answer itself has arrived and is shown.
    return;
  }
}
