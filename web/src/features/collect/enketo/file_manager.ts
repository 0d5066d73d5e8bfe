/** Pictures of an open form. What was taken earlier is shown from the device's own store. */
const BYTES_MOST = 8_000_000;

let stored: (name: string) => Promise<Blob | null> = async () => null;

/** Where pictures of a resumed form come from. */
export function useStoredFiles(find: (name: string) => Promise<Blob | null>): void {
  stored = find;
}

async function getFileUrl(subject: string | File | null): Promise<string | null> {
  if (!subject) return null;
  if (typeof subject !== 'string') return URL.createObjectURL(subject);
  const blob = await stored(subject);
  if (!blob) throw new Error(subject);
  return URL.createObjectURL(blob);
}

const manager = {
  init: () => Promise.resolve(true),
  isWaitingForPermissions: () => false,
  getFileUrl,
  getObjectUrl: getFileUrl,
  urlToBlob: async (url: string) => (await fetch(url)).blob(),
  getCurrentFiles: () => [],
  isTooLarge: (file: File) => file.size > BYTES_MOST,
  getMaxSizeReadable: () => `${BYTES_MOST / 1_000_000} MB`
};

export default manager;
