import { eventually } from '@throughline/testing/eventually';

export interface Heard {
  id?: string;
  event: string;
  data: any;
}

/** Reads Server-Sent Events as a browser does. */
export class SseReader {
  readonly heard: Heard[] = [];
  lastId: string | undefined;
  ended = false;
  private readonly leaving = new AbortController();

  private constructor(readonly status: number, readonly headers: Headers) {}

  static async open(url: string, token: string, lastId?: string): Promise<SseReader> {
    const leaving = new AbortController();
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}`, ...(lastId !== undefined && { 'last-event-id': lastId }) }, signal: leaving.signal });
    const reader = new SseReader(response.status, response.headers);
    leaving.signal.throwIfAborted();
    reader.leaving.signal.addEventListener('abort', () => leaving.abort());
    if (response.ok) void reader.read(response.body!).catch(() => undefined).finally(() => (reader.ended = true));
    else await response.body?.cancel();
    return reader;
  }

  leave(): void {
    this.leaving.abort();
  }

  /** What was told of tasks, in order. */
  get tasks(): any[] {
    return this.heard.filter(({ event }) => event === 'task').map(({ data }) => data);
  }

  /** Until so much was told of tasks. */
  told(count: number): Promise<true> {
    return eventually(() => (this.tasks.length >= count ? (true as const) : undefined), 10_000);
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) this.take(block);
    }
  }

  private take(block: string): void {
    const fields = Object.fromEntries(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
    if (fields.id !== undefined) this.lastId = fields.id;
    if (fields.data !== undefined) this.heard.push({ event: fields.event!, data: JSON.parse(fields.data), ...(fields.id !== undefined && { id: fields.id }) });
  }
}
