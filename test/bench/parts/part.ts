/** What a part says: first, with id 0, that it is ready and its port; then the answers to calls. */
export interface PartReply {
  id: number;
  value?: unknown;
  error?: string;
}
interface PartCall {
  id: number;
  name: string;
  argument?: unknown;
}

export interface Part {
  port: number;
  /** What the bench may ask of it. */
  calls?: Record<string, (argument: never) => Promise<unknown>>;
  close(): Promise<unknown>;
}

/** Runs a part in this process until the bench stops it, or goes away. */
export function play(start: () => Promise<Part>): void {
  const say = (reply: PartReply) => process.send?.(reply);
  process.once('disconnect', () => process.exit(1));
  start().then(
    (part) => {
      process.on('message', (call: PartCall) => void answer(part, call).then(say, (error: Error) => say({ id: call.id, error: String(error.stack) })));
      say({ id: 0, value: part.port });
    },
    (error: Error) => {
      say({ id: 0, error: String(error.stack) });
      setTimeout(() => process.exit(1), 100);
    },
  );
}

async function answer(part: Part, { id, name, argument }: PartCall): Promise<PartReply> {
  if (name === 'stop') {
    await part.close();
    process.exit(0);
  }
  if (name === 'rss') return { id, value: process.memoryUsage().rss };
  const call = part.calls?.[name];
  if (!call) throw new Error(`No such call: ${name}`);
  return { id, value: await call(argument as never) };
}
