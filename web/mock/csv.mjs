// Reads the CSV files of a data folder into plain objects. For development only: files are small and well formed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

function parse(text) {
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[index + 1] === '"') (cell += '"'), (index += 1);
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',') row.push(cell), (cell = '');
    else if (char === '\n') row.push(cell), rows.push(row), (row = []), (cell = '');
    else if (char !== '\r') cell += char;
  }
  if (cell !== '' || row.length > 0) row.push(cell), rows.push(row);
  return rows;
}

/** Rows of `folder/name` (or its .gz) as objects by header; [] where the file is not there. */
export function table(folder, name) {
  const plain = join(folder, name);
  const packed = `${plain}.gz`;
  if (!existsSync(plain) && !existsSync(packed)) return [];
  const text = existsSync(plain) ? readFileSync(plain, 'utf8') : gunzipSync(readFileSync(packed)).toString('utf8');
  const [header, ...rows] = parse(text);
  return rows.map((row) => Object.fromEntries(header.map((key, column) => [key, row[column] ?? ''])));
}

/** A number, or null where the cell is empty: missing is never zero. */
export const number = (text) => (text === '' || text === undefined ? null : Number(text));

export function grouped(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    const name = key(row);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(row);
  }
  return groups;
}
