/**
 * What a phone keeps of a worker's forms and answers, encrypted with a key of the device that no page can read out
 * (AES-GCM, not extractable): who copies the browser's files without the browser has nothing.
 */

/** Kinds of things kept; one object store each. */
export const KINDS = ['settings', 'forms', 'media', 'drafts', 'files', 'queue', 'sealed', 'done'] as const;
export type Kind = (typeof KINDS)[number];

export interface Box {
  id: string;
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

/** Where boxes lie: IndexedDB on a phone, a map in tests. */
export interface Shelf {
  get(kind: Kind, id: string): Promise<Box | undefined>;
  all(kind: Kind): Promise<Box[]>;
  /** All of these or none. */
  write(puts: [Kind, Box][], removes: [Kind, string][]): Promise<void>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Vault {
  constructor(
    private readonly shelf: Shelf,
    private readonly key: CryptoKey
  ) {}

  private async boxed(kind: Kind, id: string, bytes: BufferSource): Promise<Box> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    // Kind and id are bound to the content: a box in another's place does not open.
    const additionalData = encoder.encode(`${kind}/${id}`);
    return { id, iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, this.key, bytes) };
  }

  private async opened(kind: Kind, box: Box): Promise<ArrayBuffer> {
    const additionalData = encoder.encode(`${kind}/${box.id}`);
    return crypto.subtle.decrypt({ name: 'AES-GCM', iv: box.iv, additionalData }, this.key, box.bytes);
  }

  /** Several changes as one: JSON values to keep, and what goes. */
  async change(puts: { kind: Kind; id: string; value: unknown }[], removes: [Kind, string][] = []): Promise<void> {
    const boxes = await Promise.all(
      puts.map(async ({ kind, id, value }): Promise<[Kind, Box]> => [kind, await this.boxed(kind, id, encoder.encode(JSON.stringify(value)))])
    );
    await this.shelf.write(boxes, removes);
  }

  put(kind: Kind, id: string, value: unknown): Promise<void> {
    return this.change([{ kind, id, value }]);
  }

  async get<Value>(kind: Kind, id: string): Promise<Value | null> {
    const box = await this.shelf.get(kind, id);
    return box ? (JSON.parse(decoder.decode(await this.opened(kind, box))) as Value) : null;
  }

  async all<Value>(kind: Kind): Promise<Value[]> {
    const boxes = await this.shelf.all(kind);
    return Promise.all(boxes.map(async (box) => JSON.parse(decoder.decode(await this.opened(kind, box))) as Value));
  }

  async putBytes(kind: Kind, id: string, bytes: ArrayBuffer): Promise<void> {
    await this.shelf.write([[kind, await this.boxed(kind, id, bytes)]], []);
  }

  async getBytes(kind: Kind, id: string): Promise<ArrayBuffer | null> {
    const box = await this.shelf.get(kind, id);
    return box ? this.opened(kind, box) : null;
  }

  async ids(kind: Kind): Promise<string[]> {
    return (await this.shelf.all(kind)).map((box) => box.id);
  }

  remove(kind: Kind, id: string): Promise<void> {
    return this.shelf.write([], [[kind, id]]);
  }
}
