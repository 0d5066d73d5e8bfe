/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
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

worker.addEventListener('install', (event) => {
  event.waitUntil(fillShell());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOldShells());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (url.pathname.startsWith('/api/v1/jobs/')) return;
  if (url.pathname.startsWith('/api/')) event.respondWith(answer(request));
  else if (request.mode === 'navigate') event.respondWith(page(request));
  else event.respondWith(shellFile(request));
});

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

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(ANSWERS);
  try {
    const response = await fetch(request);
    if (response.ok) await keep(cache, request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw error;
  }
}

/** Stores an answer with the time it came; the oldest leave when there are too many. */
async function keep(cache: Cache, request: Request, response: Response): Promise<void> {
  const headers = new Headers(response.headers);
  headers.set(AS_OF_HEADER, new Date().toISOString());
  headers.delete('content-encoding');
  headers.delete('content-length');
  try {
    await cache.delete(request);
    await cache.put(request, new Response(await response.arrayBuffer(), { status: response.status, headers }));
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - ANSWERS_MOST)).map((key) => cache.delete(key)));
  } catch {
    // A full device keeps nothing: the answer itself has arrived and is shown.
    return;
  }
}
