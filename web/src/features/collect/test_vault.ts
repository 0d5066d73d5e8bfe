import { type Box, type Kind, type Shelf, Vault } from './vault';

/** A shelf in memory, for tests. */
export class MapShelf implements Shelf {
  boxes = new Map<string, Box>();
  get = async (kind: Kind, id: string) => this.boxes.get(`${kind}/${id}`);
  all = async (kind: Kind) => [...this.boxes].filter(([key]) => key.startsWith(`${kind}/`)).map(([, box]) => box);
  write = async (puts: [Kind, Box][], removes: [Kind, string][]) => {
    for (const [kind, box] of puts) this.boxes.set(`${kind}/${box.id}`, box);
    for (const [kind, id] of removes) this.boxes.delete(`${kind}/${id}`);
  };
}

export async function testVault() {
  const shelf = new MapShelf();
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  return { shelf, vault: new Vault(shelf, key) };
}
