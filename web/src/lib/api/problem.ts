import type { ProblemJson } from './types';

/** What kept an answer from coming. `unreachable` is ours: no server answered at all. */
export class Problem extends Error {
  readonly status: number;
  readonly unreachable: boolean;
  readonly body: ProblemJson;

  constructor(body: ProblemJson, unreachable = false) {
    super(body.detail ?? body.title ?? '');
    this.name = 'Problem';
    this.body = body;
    this.status = body.status ?? 0;
    this.unreachable = unreachable;
  }

  /** The stable name of what went wrong, such as `not_compared`; empty if the server gave none. */
  get code(): string {
    return this.body.type?.replace(/^urn:boothwise:/, '') ?? '';
  }

  get notFound(): boolean {
    return this.status === 404;
  }

  /** The server's own words in the reader's language, if it gave any. */
  detail(language: 'hi' | 'en'): string | null {
    const hindi = this.body.detail_hi ?? this.body.detail;
    return (language === 'hi' ? hindi : this.body.detail) ?? null;
  }
}

/** Reads a failed response; a body that is no problem+json leaves only the status. */
export async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get('content-type') ?? '';
  if (/^application\/(problem\+)?json/.test(type)) {
    try {
      const body = (await response.json()) as ProblemJson;
      return new Problem({ ...body, status: response.status });
    } catch {
      return new Problem({ status: response.status });
    }
  }
  return new Problem({ status: response.status });
}
