/**
 * Seals answers to the wave's public key (libsodium's sealed box: X25519, XSalsa20-Poly1305): from then on nobody reads
 * them but the holders of the wave's key, this phone included (R14). Both keys and boxes are Base64.
 */
export async function seal(publicKey: string, text: string): Promise<string> {
  const { default: sodium } = await import('libsodium-wrappers');
  await sodium.ready;
  const key = sodium.from_base64(publicKey, sodium.base64_variants.ORIGINAL);
  return sodium.to_base64(sodium.crypto_box_seal(sodium.from_string(text), key), sodium.base64_variants.ORIGINAL);
}
