import type { Name } from '$lib/api/types';
import type { Vault } from './vault';

/** A form as the server gives it to the browser (docs/api.md, Web forms). */
export interface KeptForm {
  id: string;
  version: string;
  title: Name;
  form: string;
  model: string;
  languages: { tag: string; name: string }[];
  media: { name: string; url: string }[];
  protected: { wave: string; public_key: string } | null;
  notice: string | null;
  unit: { ac_no: number; part: string } | null;
  /** Which node asks for consent to which purpose. */
  consents: { node: string; purpose: string }[];
}

interface Listed {
  id: string;
  version: string;
}

export class KeyRefused extends Error {}

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;
const HOW: RequestInit = { headers: { 'X-OpenRosa-Version': '1.0' }, credentials: 'omit' };

export function formKey(form: { id: string; version: string }): string {
  return `${form.id} ${form.version}`;
}

/** Forms of a form list (OR-30 to OR-33). */
export function readList(xml: string): Listed[] {
  const text = (element: Element, name: string) => element.getElementsByTagName(name)[0]?.textContent?.trim() ?? '';
  return [...new DOMParser().parseFromString(xml, 'text/xml').getElementsByTagName('xform')].map((element) => ({
    id: text(element, 'formID'),
    version: text(element, 'version')
  }));
}

/** Errors: KeyRefused; any other answer that is no success. */
export async function fetched(address: string, fetch: Fetch): Promise<Response> {
  const response = await fetch(address, HOW);
  if (response.status === 401 || response.status === 403) throw new KeyRefused(address);
  if (!response.ok) throw new Error(`${response.status}`);
  return response;
}

/** Only the path counts: what a form names lies on the server that gave the form. */
function onThisServer(address: string): string {
  const url = new URL(address, window.location.origin);
  return url.pathname + url.search;
}

async function keepForm(vault: Vault, base: string, listed: Listed, fetch: Fetch): Promise<void> {
  const form = (await (await fetched(`${base}/web/${encodeURIComponent(listed.id)}`, fetch)).json()) as KeptForm;
  for (const file of form.media) {
    const response = await fetched(onThisServer(file.url), fetch);
    await vault.putBytes('media', `${formKey(form)} ${file.name}`, await response.arrayBuffer());
  }
  await vault.put('forms', formKey(form), { ...form, consents: form.consents ?? [], unit: form.unit ?? null });
}

/**
 * Makes the kept forms those of the list; forms that a draft was begun with stay until it is finished. Errors: KeyRefused;
 * any other leaves what was there.
 */
export async function refreshForms(vault: Vault, base: string, inUse: Set<string>, fetch: Fetch): Promise<void> {
  const list = readList(await (await fetched(`${base}/formList`, fetch)).text());
  const kept = new Set(await vault.ids('forms'));
  for (const listed of list) {
    const there = kept.has(formKey(listed)) ? await vault.get<KeptForm>('forms', formKey(listed)) : null;
    // The key that a protected form is sealed to is the present wave's, whatever the form's version.
    if (!there || there.protected) await keepForm(vault, base, listed, fetch);
  }
  const current = list.map(formKey);
  await vault.put('settings', 'list', current);
  for (const id of kept) {
    if (!current.includes(id) && !inUse.has(id)) await vault.remove('forms', id);
  }
  for (const id of await vault.ids('media')) {
    if (![...current, ...inUse].some((form) => id.startsWith(`${form} `))) await vault.remove('media', id);
  }
}

/** Whose phone it is, and the houses of its booth. */
export interface Start {
  title: string;
  households: { section: string; number: string }[];
}

/** Errors: as refreshForms. */
export async function refreshStart(vault: Vault, base: string, fetch: Fetch): Promise<void> {
  await vault.put('settings', 'start', (await (await fetched(`${base}/web`, fetch)).json()) as Start);
}

/** The forms that may be begun, in the server's order. */
export async function currentForms(vault: Vault): Promise<KeptForm[]> {
  const list = (await vault.get<string[]>('settings', 'list')) ?? [];
  const forms = await Promise.all(list.map((id) => vault.get<KeptForm>('forms', id)));
  // Between two waves there is no key to seal with: a protected form waits for the next.
  return forms.filter((form): form is KeptForm => form !== null && (form.protected === null || Boolean(form.protected.public_key)));
}

const TYPES: Record<string, string> = { mp3: 'audio/mpeg', ogg: 'audio/ogg', opus: 'audio/ogg', wav: 'audio/wav', m4a: 'audio/mp4', jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' };

/** Addresses of a form's media, out of the device's own store; the caller gives them back with URL.revokeObjectURL. */
export async function mediaOf(vault: Vault, form: KeptForm): Promise<Map<string, string>> {
  const addresses = new Map<string, string>();
  for (const file of form.media) {
    const bytes = await vault.getBytes('media', `${formKey(form)} ${file.name}`);
    if (!bytes) continue;
    const type = TYPES[file.name.split('.').pop()?.toLowerCase() ?? ''] ?? 'application/octet-stream';
    const address = URL.createObjectURL(new Blob([bytes], { type }));
    for (const kind of ['audio', 'images', 'video', 'file']) addresses.set(`jr://${kind}/${file.name}`, address);
    for (const written of [file.url, encodeURI(file.url), onThisServer(file.url)]) addresses.set(written, address);
  }
  return addresses;
}
