// @vitest-environment node
import { expect, test } from 'vitest';
import { seal } from './seal';

test('what is sealed opens with the private key of the wave alone', async () => {
  const { default: sodium } = await import('libsodium-wrappers');
  await sodium.ready;
  const pair = sodium.crypto_box_keypair();
  const box = await seal(sodium.to_base64(pair.publicKey, sodium.base64_variants.ORIGINAL), 'सामान्य');
  const bytes = sodium.from_base64(box, sodium.base64_variants.ORIGINAL);
  expect(sodium.to_string(sodium.crypto_box_seal_open(bytes, pair.publicKey, pair.privateKey))).toBe('सामान्य');
  const other = sodium.crypto_box_keypair();
  expect(() => sodium.crypto_box_seal_open(bytes, other.publicKey, other.privateKey)).toThrow();
});
