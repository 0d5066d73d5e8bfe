/** The receipt's code: the last 12 hexadecimal digits of the instance's id; null where that is no UUID. */
export function receiptCode(instance: string): string | null {
  const found = /^uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-([0-9a-f]{12})$/i.exec(instance);
  return found?.[1]?.toLowerCase() ?? null;
}

/** As it is written on a slip: 3f9a-12bc-77de. */
export function shownCode(code: string): string {
  return code.match(/.{4}/g)?.join('-') ?? code;
}

/** Where a person sees, corrects and withdraws. */
export function receiptAddress(origin: string, code: string): string {
  return `${origin}/receipt#${shownCode(code)}`;
}

/** The instance's id in a filled form. */
export function instanceOf(xml: string): string {
  return /<(?:\w+:)?instanceID>\s*([^<\s]+)\s*<\/(?:\w+:)?instanceID>/.exec(xml)?.[1] ?? '';
}
