import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { send } from './send';

/** What is read anew when a task changes; others add theirs. */
const LIVE = [['tasks'], ['approvals'], ['notices']];
const SHORTEST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

type Counts = Record<string, number>;

/** One connection for the whole page: whatever changes in the lists of who has signed in is read anew. */
export function useChanges(): void {
  const client = useQueryClient();
  useEffect(() => {
    const end = new AbortController();
    void listen(end.signal, ({ event, data }) => {
      if (event === 'counts' && areKnown(client, JSON.parse(data) as Counts)) return;
      for (const queryKey of LIVE) void client.invalidateQueries({ queryKey });
    });
    return () => end.abort();
  }, [client]);
}

/** What comes first of all, and tells whether anything changed between the reading of a list and the beginning of the stream. */
function areKnown(client: QueryClient, told: Counts): boolean {
  const pages = client.getQueriesData<{ pages: { counts: Counts }[] }>({ queryKey: ['tasks', 'list'] }).flatMap(([, data]) => data?.pages.at(-1) ?? []);
  return pages.length > 0 && pages.every(({ counts }) => Object.entries(told).every(([name, count]) => counts[name] === count));
}

async function listen(signal: AbortSignal, hear: (event: { event: string; data: string }) => void): Promise<void> {
  let lastId: string | undefined;
  let pause = SHORTEST_PAUSE;
  while (!signal.aborted) {
    try {
      const response = await send(new Request(`${location.origin}/v1/tasks/changes`, { headers: { accept: 'text/event-stream', ...(lastId && { 'last-event-id': lastId }) }, signal }));
      for await (const event of eventsOf(response.body!)) {
        pause = SHORTEST_PAUSE;
        lastId = event.id ?? lastId;
        if (event.data !== undefined) hear({ event: event.event, data: event.data });
      }
    } catch {
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
    if (!signal.aborted) await until(signal, pause);
  }
}

export interface ServerEvent {
  event: string;
  /** Absent: only tells how far the reader is. */
  data?: string;
  id?: string;
}

/** Server-Sent Events, as the standard has them. `EventSource` cannot say who asks. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).replace(/\r\n?/g, '\n').split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) {
        const fields: Partial<Record<string, string>> = Object.fromEntries(block.split('\n').flatMap((line) => (line.startsWith(':') ? [] : [[line.split(':', 1)[0], line.slice(line.indexOf(':') + 1).trimStart()]])));
        if (fields.data !== undefined || fields.id !== undefined) yield { event: fields.event ?? 'message', ...(fields.data !== undefined && { data: fields.data }), ...(fields.id !== undefined && { id: fields.id }) };
      }
    }
  } finally {
    // Whoever stops listening in the middle gives the connection back: a browser has only six of them.
    void reader.cancel().catch(() => undefined);
  }
}

const until = (signal: AbortSignal, milliseconds: number): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
  });
