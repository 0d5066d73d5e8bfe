import { KINDS, type Box, type Kind, type Shelf, Vault } from './vault';

const NAME = 'boothwise-collect';
const VERSION = 1;
/** Holds the device's key itself; the browser keeps it where scripts can use and never read it. */
const KEYS = 'keys';

function done<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB'));
  });
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    for (const kind of KINDS) request.result.createObjectStore(kind, { keyPath: 'id' });
    request.result.createObjectStore(KEYS);
  };
  return done(request);
}

class IndexedShelf implements Shelf {
  constructor(private readonly database: IDBDatabase) {}

  get(kind: Kind, id: string): Promise<Box | undefined> {
    return done<Box | undefined>(this.database.transaction(kind).objectStore(kind).get(id));
  }

  all(kind: Kind): Promise<Box[]> {
    return done<Box[]>(this.database.transaction(kind).objectStore(kind).getAll());
  }

  async write(puts: [Kind, Box][], removes: [Kind, string][]): Promise<void> {
    const kinds = [...new Set([...puts.map(([kind]) => kind), ...removes.map(([kind]) => kind)])];
    if (kinds.length === 0) return;
    // Strict: told as kept only when it is on the device's store, not in a buffer that a dead battery empties.
    const transaction = this.database.transaction(kinds, 'readwrite', { durability: 'strict' });
    const end = finished(transaction);
    for (const [kind, box] of puts) transaction.objectStore(kind).put(box);
    for (const [kind, id] of removes) transaction.objectStore(kind).delete(id);
    await end;
  }
}

/** A newer page may change the store's shape: whoever holds it open, the service worker too, lets go. */
function yielding(database: IDBDatabase): IDBDatabase {
  database.onversionchange = () => database.close();
  return database;
}

async function deviceKey(database: IDBDatabase): Promise<CryptoKey> {
  const kept = await done<CryptoKey | undefined>(database.transaction(KEYS).objectStore(KEYS).get('device'));
  if (kept) return kept;
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const transaction = database.transaction(KEYS, 'readwrite');
  const end = finished(transaction);
  // Of two tabs that open at once, the first one's key counts.
  transaction.objectStore(KEYS).add(fresh, 'device');
  try {
    await end;
    return fresh;
  } catch {
    return done<CryptoKey>(database.transaction(KEYS).objectStore(KEYS).get('device'));
  }
}

/** Whether this device ever collected; looking makes nothing. False where the browser does not tell. */
export async function hasVault(): Promise<boolean> {
  const databases = (await indexedDB.databases?.()) ?? [];
  return databases.some((one) => one.name === NAME);
}

export async function openVault(): Promise<Vault> {
  const database = yielding(await openDatabase());
  return new Vault(new IndexedShelf(database), await deviceKey(database));
}
