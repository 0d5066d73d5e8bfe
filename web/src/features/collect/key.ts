/** The way in, as the link of a key says it: `/collect#key=` and 64 hexadecimal digits. A fragment is never sent. */
export function keyOf(fragment: string): string | null {
  const found = /^#?(?:key=)?([0-9a-f]{64})$/i.exec(fragment.trim());
  return found?.[1]?.toLowerCase() ?? null;
}

export function baseOf(key: string): string {
  return `/openrosa/key/${key}`;
}
