/**
 * Seals answers to the wave's public key (libsodium's sealed box: X25519, XSalsa20-Poly1305): from then on nobody reads
 * them but the holders of the wave's key, this phone included (R14). The key is hexadecimal or Base64, the box Base64.
 */
export async function seal(publicKey: string, text: string): Promise<string> {
  const { default: sodium } = await import('libsodium-wrappers');
  await sodium.ready;
  const key = /^[0-9a-f]{64}$/i.test(publicKey) ? sodium.from_hex(publicKey) : sodium.from_base64(publicKey, sodium.base64_variants.ORIGINAL);
  return sodium.to_base64(sodium.crypto_box_seal(sodium.from_string(text), key), sodium.base64_variants.ORIGINAL);
}

/** Boxes are of a few lengths only: how much somebody said is not told by them. */
const STEP = 1024;

/** The answers of a filled form, by the names of their nodes, as what is sealed. */
export function answersText(xml: string): string {
  const answers: Record<string, string> = {};
  for (const element of new DOMParser().parseFromString(xml, 'text/xml').querySelectorAll('*')) {
    if (element.childElementCount === 0 && element.textContent !== '' && element.localName !== 'instanceID') answers[element.localName] = element.textContent ?? '';
  }
  const text = JSON.stringify({ answers });
  const bytes = new TextEncoder().encode(text).length;
  return text + ' '.repeat(Math.ceil(bytes / STEP) * STEP - bytes);
}
