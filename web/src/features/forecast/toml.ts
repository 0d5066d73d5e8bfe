/**
 * As much of TOML as scenarios are written in: keys with strings, numbers, booleans, arrays and inline tables, [table]
 * and [[list of tables]], comments. What it cannot read it refuses with the line; the server's own reader decides.
 */
export type TomlValue = string | number | boolean | TomlValue[] | TomlTable;
export interface TomlTable {
  [key: string]: TomlValue;
}

export class TomlProblem extends Error {
  constructor(
    readonly line: number,
    readonly found: string
  ) {
    super(`line ${line}: ${found}`);
    this.name = 'TomlProblem';
  }
}

const ESCAPES: Record<string, string> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '\\': '\\' };

class Reader {
  #at = 0;
  constructor(readonly text: string) {}

  read(): TomlTable {
    const root: TomlTable = {};
    let here = root;
    for (this.#blank(true); this.#at < this.text.length; this.#blank(true)) {
      if (this.#take('[[')) here = this.#listed(root, this.#headed(']]'));
      else if (this.#take('[')) here = this.#table(root, this.#headed(']'));
      else this.#pair(here);
      this.#blank(false);
      if (this.#at < this.text.length && !/[\r\n]/.test(this.text[this.#at]!)) this.#refuse();
    }
    return root;
  }

  #refuse(): never {
    const line = this.text.slice(0, this.#at).split('\n').length;
    throw new TomlProblem(line, this.text.slice(this.#at).split('\n')[0]!.slice(0, 40));
  }

  /** Spaces and comments; line ends too where they mean nothing. */
  #blank(lines: boolean): void {
    const gap = lines ? /(?:[ \t\r\n]|#[^\n]*)*/y : /(?:[ \t]|#[^\r\n]*)*/y;
    this.#match(gap);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.#at += found[0].length;
    return found[0];
  }

  #take(mark: string): boolean {
    if (!this.text.startsWith(mark, this.#at)) return false;
    this.#at += mark.length;
    return true;
  }

  #key(): string {
    this.#blank(false);
    const here = this.text[this.#at];
    const key = here === '"' || here === "'" ? this.#string() : this.#match(/[A-Za-z0-9_-]+/y);
    this.#blank(false);
    return key ?? this.#refuse();
  }

  #path(): string[] {
    const path = [this.#key()];
    while (this.#take('.')) path.push(this.#key());
    return path;
  }

  #headed(end: string): string[] {
    const path = this.#path();
    if (!this.#take(end)) this.#refuse();
    return path;
  }

  #within(from: TomlTable, key: string): TomlTable {
    const inner = Object.hasOwn(from, key) ? from[key] : (from[key] = {});
    const table = Array.isArray(inner) ? inner.at(-1) : inner;
    if (typeof table !== 'object' || Array.isArray(table)) this.#refuse();
    return table;
  }

  #table(root: TomlTable, path: string[]): TomlTable {
    return path.reduce((table, key) => this.#within(table, key), root);
  }

  #listed(root: TomlTable, path: string[]): TomlTable {
    const parent = this.#table(root, path.slice(0, -1));
    const key = path.at(-1)!;
    const list = Object.hasOwn(parent, key) ? parent[key] : (parent[key] = []);
    if (!Array.isArray(list)) this.#refuse();
    const table: TomlTable = {};
    list.push(table);
    return table;
  }

  #pair(into: TomlTable): void {
    const path = this.#path();
    if (!this.#take('=')) this.#refuse();
    this.#blank(false);
    const table = this.#table(into, path.slice(0, -1));
    const key = path.at(-1)!;
    if (Object.hasOwn(table, key)) this.#refuse();
    table[key] = this.#value();
  }

  #value(): TomlValue {
    const here = this.text[this.#at];
    if (here === '"' || here === "'") return this.#string();
    if (this.#take('[')) return this.#array();
    if (this.#take('{')) return this.#inline();
    const word = this.#match(/true|false/y);
    if (word !== null) return word === 'true';
    const number = this.#match(/[+-]?\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?/y);
    return number === null ? this.#refuse() : Number(number.replaceAll('_', ''));
  }

  #array(): TomlValue[] {
    const list: TomlValue[] = [];
    for (this.#blank(true); !this.#take(']'); this.#blank(true)) {
      list.push(this.#value());
      this.#blank(true);
      if (!this.#take(',') && this.text[this.#at] !== ']') this.#refuse();
    }
    return list;
  }

  #inline(): TomlTable {
    const table: TomlTable = {};
    for (this.#blank(false); !this.#take('}'); this.#blank(false)) {
      this.#pair(table);
      this.#blank(false);
      if (!this.#take(',') && this.text[this.#at] !== '}') this.#refuse();
    }
    return table;
  }

  #string(): string {
    if (this.text.startsWith('"""', this.#at) || this.text.startsWith("'''", this.#at)) this.#refuse();
    const literal = this.#match(/'[^'\r\n]*'/y);
    if (literal !== null) return literal.slice(1, -1);
    const basic = this.#match(/"(?:[^"\\\r\n]|\\(?:[btnfr"\\]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}))*"/y);
    if (basic === null) this.#refuse();
    return basic
      .slice(1, -1)
      .replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/g, (_, short: string, long: string, plain: string) =>
        plain === undefined ? String.fromCodePoint(Number.parseInt(short ?? long, 16)) : ESCAPES[plain]!
      );
  }
}

/** Errors: TomlProblem. */
export function readToml(text: string): TomlTable {
  return new Reader(text).read();
}

export function tomlString(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${escaped}"`;
}

export function tomlKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : tomlString(key);
}
