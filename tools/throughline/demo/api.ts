import { randomUUID } from 'node:crypto';

export interface Problem {
  status: number;
  code: string;
  detail: string;
  data?: Record<string, unknown>;
}

/** An answer that says no. The story reads `code`, as any client would. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
  }
  get code(): string {
    return this.problem.code;
  }
}

export interface Page<T> {
  items: T[];
  next?: string | null;
}


/**
 * A person's browser: signs in at the gateway, keeps the token fresh, and sends what it could not deliver again with the same
 * idempotency key, so that a service that was killed in between does nothing twice.
 */
export class PersonApi {
  private token = '';
  private freshUntil = 0;

  /**
   * @param given a token to use as it is, instead of signing in
   * @param patienceMs for how long what was not delivered, or answered by a service that is away, is sent again
   */
  constructor(
    private readonly gateway: string,
    readonly personId: string,
    private readonly given?: string,
    private readonly patienceMs = 90_000,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.send<T>('POST', path, JSON.stringify(body), { 'content-type': 'application/json', 'idempotency-key': randomUUID() });
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>('PUT', path, JSON.stringify(body), { 'content-type': 'application/json', 'idempotency-key': randomUUID() });
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>('PATCH', path, JSON.stringify(body), { 'content-type': 'application/json', 'idempotency-key': randomUUID() });
  }

  /** The same, for writes that are guarded by the version that was read. */
  postIfMatch<T>(path: string, version: number, body: unknown): Promise<T> {
    return this.send<T>('POST', path, JSON.stringify(body), {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      'if-match': `"${version}"`,
    });
  }

  upload<T>(path: string, form: () => FormData): Promise<T> {
    return this.send<T>('POST', path, form, { 'idempotency-key': randomUUID() });
  }

  /** The items of a list, page by page, at least so many if there are so many. */
  async all<T>(path: string, enough = Infinity): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | undefined; ; ) {
      const page: Page<T> = await this.get(`${path}${path.includes('?') ? '&' : '?'}limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      items.push(...page.items);
      if (!page.next || items.length >= enough) return items;
      cursor = page.next;
    }
  }

  private async send<T>(method: string, path: string, body?: string | (() => FormData), headers: Record<string, string> = {}): Promise<T> {
    const giveUpAt = Date.now() + this.patienceMs;
    for (let wait = 50; ; wait = Math.min(wait * 2, 2_000)) {
      let answer: Response;
      try {
        const authorization = `Bearer ${await this.freshToken()}`;
        answer = await fetch(`${this.gateway}${path}`, {
          method,
          headers: { accept: 'application/json', authorization, ...headers },
          ...(body !== undefined && { body: typeof body === 'function' ? body() : body }),
        });
        if (answer.ok) {
          const said = (await readJson(answer)) as T & { answer?: string };
          // Not heard of in time: the same key asks again until somebody knows.
          if (said?.answer !== 'unknown') return said;
          if (Date.now() > giveUpAt) throw new Refused({ status: 202, code: 'unknown', detail: `${path} was not answered in time.` });
          await pause(wait);
          continue;
        }
      } catch (broken) {
        if (broken instanceof Refused || Date.now() > giveUpAt) throw broken;
        await pause(wait);
        continue;
      }
      // Somebody else is changing it this second, or the first try is still being worked on: the answer says when to ask again.
      const again = answer.status >= 500 || answer.headers.has('retry-after');
      const problem = (await readJson(answer)) as Problem;
      if (answer.status === 401 && this.given === undefined) this.freshUntil = 0;
      else if (!again) throw new Refused(problem);
      if (Date.now() > giveUpAt) throw new Refused({ ...problem, status: answer.status });
      await pause(wait);
    }
  }

  private async freshToken(): Promise<string> {
    if (this.given !== undefined) return this.given;
    if (Date.now() < this.freshUntil) return this.token;
    const answer = await fetch(`${this.gateway}/v1/sandbox/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ personId: this.personId }),
    });
    if (!answer.ok) throw new Error(`Signing in as ${this.personId} was answered with ${answer.status}.`);
    const session = (await answer.json()) as { token: string; expiresAt: string };
    this.token = session.token;
    this.freshUntil = Date.parse(session.expiresAt) - 60_000;
    return this.token;
  }
}

async function readJson(answer: Response): Promise<unknown> {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return { status: answer.status, code: 'not_json', detail: text.slice(0, 200) };
  }
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
