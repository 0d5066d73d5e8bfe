import { fetched, formKey, KeyRefused, type Fetch, type KeptForm } from './forms';
import type { Vault } from './vault';

/**
 * Lists that the server makes for this phone: the houses of its booth, and those that agreed to be contacted again
 * (OR-8). They change while a form stays as it is, and a house whose people took that back must leave the phone.
 */
const isList = (name: string) => name.endsWith('.csv');
const idOf = (form: KeptForm, name: string) => `${formKey(form)} ${name}`;

/** Every kept form's lists as the server has them now; one that it no longer gives goes. Errors: KeyRefused, after all of them have gone; any other leaves what was there. */
export async function refreshLists(vault: Vault, base: string, fetch: Fetch): Promise<void> {
  for (const form of await vault.all<KeptForm>('forms')) {
    for (const { name } of form.media.filter((file) => isList(file.name))) {
      try {
        const address = `${base}/forms/${encodeURIComponent(form.id)}/files/${encodeURIComponent(name)}`;
        await vault.putBytes('media', idOf(form, name), await (await fetched(address, fetch)).arrayBuffer());
      } catch (error) {
        if (error instanceof KeyRefused) await dropLists(vault);
        if (!(error instanceof Error && error.message === '404')) throw error;
        await vault.remove('media', idOf(form, name));
      }
    }
  }
}

/** A phone whose way in has ended has no business with anybody's house. */
export async function dropLists(vault: Vault): Promise<void> {
  for (const form of await vault.all<KeptForm>('forms')) {
    for (const { name } of form.media.filter((file) => isList(file.name))) await vault.remove('media', idOf(form, name));
  }
}

/** A form's lists as they lie on the device, by file name. */
export async function listsOf(vault: Vault, form: KeptForm): Promise<Map<string, string>> {
  const lists = new Map<string, string>();
  for (const { name } of form.media.filter((file) => isList(file.name))) {
    const bytes = await vault.getBytes('media', idOf(form, name));
    if (bytes) lists.set(name, new TextDecoder().decode(bytes));
  }
  return lists;
}

/** Rows of a CSV file (RFC 4180). */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/y;
  let row: string[] = [];
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) return rows;
    const [, words = '', end] = found;
    row.push(words.startsWith('"') ? words.slice(1, -1).replaceAll('""', '"') : words);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** A list as forms read it: `<root>` of an `<item>` a row, a node a column. */
export function listDocument(csv: string): XMLDocument {
  const document = new DOMParser().parseFromString('<root/>', 'text/xml');
  const [columns = [], ...rows] = readCsv(csv);
  for (const row of rows) {
    const item = document.createElement('item');
    columns.forEach((column, at) => {
      const node = document.createElement(column);
      node.textContent = row[at] ?? '';
      item.append(node);
    });
    document.documentElement.append(item);
  }
  return document;
}

/** What a model's instances with a file of their own hold; one whose file is not there is empty. */
export function externalLists(model: string, lists: Map<string, string>): { id: string; xml: XMLDocument }[] {
  const instances = new DOMParser().parseFromString(model, 'text/xml').querySelectorAll('instance[src][id]');
  return [...instances].map((instance) => ({
    id: instance.getAttribute('id') ?? '',
    xml: listDocument(lists.get(instance.getAttribute('src')?.split('/').pop() ?? '') ?? '')
  }));
}
