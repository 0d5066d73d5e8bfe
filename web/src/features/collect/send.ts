import type { Fetch } from './forms';
import { outcomeOf, type Outcome } from './queue';

/** `X-Boothwise` tells the server that this is the web form, not ODK Collect. */
const HEADERS = { 'X-OpenRosa-Version': '1.0', 'X-Boothwise': '1' };
/** What is recommended where the server says nothing (OR-14). */
const BYTES_MOST = 10_000_000;
/** A 2G network may take minutes; more is a dead line. */
const PATIENCE_MS = 180_000;

export interface Part {
  name: string;
  bytes: ArrayBuffer;
}

/** Shares of the pictures, each under `most` bytes where it can be; a big one goes alone. */
export function shares(parts: Part[], most: number): Part[][] {
  const out: Part[][] = [];
  let share: Part[] = [];
  let size = 0;
  for (const part of parts) {
    if (share.length > 0 && size + part.bytes.byteLength > most) {
      out.push(share);
      share = [];
      size = 0;
    }
    share.push(part);
    size += part.bytes.byteLength;
  }
  return [...out, share];
}

/** Where the server is really there and lets this key in, how many bytes a post may have; else what is the matter. */
async function ask(base: string, fetch: Fetch): Promise<number | Outcome> {
  const response = await fetch(`${base}/submission`, { method: 'HEAD', headers: HEADERS, credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS) });
  if (response.status === 204) return Number(response.headers.get('X-OpenRosa-Accept-Content-Length')) || BYTES_MOST;
  if (response.status === 401 || response.status === 403) return { kind: 'key' };
  return { kind: 'later' };
}

const SIGNS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The message in OpenRosa's envelope. A service worker has no XML parser; the envelope has one element of this name, with text alone. */
export function envelopeMessage(xml: string): string | null {
  const text = /<message(?:\s[^>]*)?>([^<]*)<\/message>/.exec(xml)?.[1];
  return text?.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => SIGNS[name] ?? '').trim() || null;
}

/** What was refused and why: OpenRosa's envelope, or problem+json. */
async function messageOf(response: Response): Promise<string> {
  const body = await response.text();
  if (body.startsWith('{')) return (JSON.parse(body) as { detail?: string }).detail ?? `${response.status}`;
  return envelopeMessage(body) ?? `${response.status}`;
}

/** A withdrawal says so in a header of its own; all else as OpenRosa has it. */
function readOutcome(response: Response, message: string): Outcome {
  const withdrawn = response.status === 409 && response.headers.get('X-Boothwise-Withdrawn') !== null;
  return withdrawn ? { kind: 'withdrawn' } : outcomeOf(response.status, message, response.headers.get('Retry-After'));
}

/** Sends a filled form as ODK Collect does: HEAD, then one POST a share, each with the whole XML (OR-40, OR-41). */
export async function sendForm(base: string, xml: string, parts: Part[], fetch: Fetch): Promise<Outcome> {
  try {
    const most = await ask(base, fetch);
    if (typeof most !== 'number') return most;
    const posts = shares(parts, most - xml.length * 3);
    for (const [at, share] of posts.entries()) {
      const body = new FormData();
      body.append('xml_submission_file', new Blob([xml], { type: 'text/xml' }), 'submission.xml');
      for (const part of share) body.append(part.name, new Blob([part.bytes]), part.name);
      if (at < posts.length - 1) body.append('*isIncomplete*', 'yes');
      const response = await fetch(`${base}/submission`, { method: 'POST', headers: HEADERS, body, credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS) });
      const message = await messageOf(response);
      const outcome = readOutcome(response, message);
      if (outcome.kind !== 'sent') return outcome;
    }
    return { kind: 'sent' };
  } catch {
    return { kind: 'later' };
  }
}

/** Sends sealed answers; nothing beside them says whose they are. */
export async function sendSealed(base: string, body: string, fetch: Fetch): Promise<Outcome> {
  try {
    const response = await fetch(`${base}/sealed`, {
      method: 'POST',
      headers: { ...HEADERS, 'Content-Type': 'application/json' },
      body,
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE_MS)
    });
    return readOutcome(response, await messageOf(response));
  } catch {
    return { kind: 'later' };
  }
}
