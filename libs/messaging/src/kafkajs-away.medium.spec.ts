import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { KafkajsAdapter } from './kafkajs-adapter';

jest.setTimeout(60_000);

/** Where Kafka should be: either every connection is refused, or all are taken and none is ever answered (a broker that hangs). */
class NoBroker {
  private readonly sockets = new Set<Socket>();
  connections = 0;

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.connections += 1;
      this.sockets.add(socket);
      socket.resume();
      socket.on('error', () => undefined);
      socket.on('close', () => this.sockets.delete(socket));
      if (this.refuses) socket.destroy();
    });
  }
  refuses = false;

  static async open(refuses: boolean): Promise<NoBroker> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const broker = new NoBroker(server);
    broker.refuses = refuses;
    return broker;
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get openSockets(): number {
    return this.sockets.size;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }
}

// Each waits for what does not come: all of them at once, each with a broker of its own.
process.env.LOG_LEVEL = 'silent';

interface Away {
  broker: NoBroker;
  kafka: KafkajsAdapter;
}
const away = (refuses: boolean, act: (away: Away) => Promise<void>) => async (): Promise<void> => {
  const broker = await NoBroker.open(refuses);
  const kafka = new KafkajsAdapter([broker.address], 'away');
  try {
    await act({ broker, kafka });
  } finally {
    await kafka.close();
    await broker.close();
  }
};

const subscribe = (kafka: KafkajsAdapter) => kafka.subscribe({ group: 'away', topics: ['away'], onBatch: () => Promise.resolve(), onCrash: () => undefined });
const seconds = async (work: Promise<unknown>): Promise<number> => {
  const from = Date.now();
  await work.catch(() => undefined);
  return (Date.now() - from) / 1_000;
};

describe.each([
  ['hangs up on everybody', true],
  ['takes connections and never answers', false],
])('a broker that %s', (_what, refuses) => {
  const here = (act: (away: Away) => Promise<void>) => away(refuses, act);

  it.concurrent('does not hold up a consumer that stops', here(async ({ kafka }) => {
    const consumer = subscribe(kafka);
    await pause(1_500);
    expect(await seconds(consumer.stop())).toBeLessThan(10);
  }));

  it.concurrent('does not hold up a process that ends while it wants to publish, to consume and to make topics', here(async ({ kafka }) => {
    subscribe(kafka);
    const wishes = [kafka.openPublisher('away'), kafka.publishBatch([]), kafka.ensureTopics([{ name: 'away', partitions: 1, compacted: false }])];
    const answers = Promise.allSettled(wishes);
    await pause(1_500);
    expect(await seconds(kafka.close())).toBeLessThan(10);
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  }));

  it.concurrent('is left in peace by a client that was closed', here(async ({ kafka, broker }) => {
    subscribe(kafka);
    kafka.openPublisher('away').catch(() => undefined);
    await pause(500);
    await kafka.close();
    await pause(500);
    const connections = broker.connections;
    await pause(3_000);
    expect(broker.connections).toBe(connections);
    expect(broker.openSockets).toBe(0);
  }));

  it.concurrent('is told to be away while whoever asks for readiness still listens', here(async ({ kafka }) => {
    const from = Date.now();
    expect(await kafka.isReachable()).toBe(false);
    expect(Date.now() - from).toBeLessThan(1_800);
  }));
});
