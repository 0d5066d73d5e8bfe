import { problemOf } from '$lib/api/problem';

/** The name that the server gave a file; a plain one where it gave none. */
export function nameOf(disposition: string | null): string {
  return /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? 'report';
}

/** Fetches a file and hands it to the browser to keep, so that a refusal can be told on the page. Errors: Problem. */
export async function save(address: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw await problemOf(response);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = nameOf(response.headers.get('Content-Disposition'));
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
