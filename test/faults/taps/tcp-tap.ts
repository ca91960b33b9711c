import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** Stands between a process and an engine, and lets every message through until somebody says no. */
export interface Tap {
  /** On 127.0.0.1. */
  readonly port: number;
  close(): Promise<void>;
}

/** One connection, message by message. `false`: neither this message nor any after it arrives. */
export interface Line {
  sent(message: Buffer): boolean;
  heard(message: Buffer): boolean;
}

/** Whole length of the message that the bytes begin with; undefined while that cannot be said. */
export type Measure = (bytes: Buffer) => number | undefined;

/** Cuts a stream into messages. */
export class Messages {
  private rest: Buffer = Buffer.alloc(0);

  constructor(private readonly measure: Measure) {}

  add(chunk: Buffer): Buffer[] {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const whole: Buffer[] = [];
    for (let length = this.measure(this.rest); length !== undefined && length <= this.rest.length; length = this.measure(this.rest)) {
      whole.push(this.rest.subarray(0, length));
      this.rest = this.rest.subarray(length);
    }
    return whole;
  }
}

/** @param open called for each connection */
export async function tcpTap(target: { host: string; port: number }, open: (port: number) => Line & { measures: { sent: Measure; heard: Measure } }): Promise<Tap> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ ...target, noDelay: true });
    const line = open((server.address() as AddressInfo).port);
    let cut = false;
    const pass = (from: Socket, to: Socket, measure: Measure, mayPass: (message: Buffer) => boolean): void => {
      const messages = new Messages(measure);
      from.on('data', (chunk) => {
        const passed: Buffer[] = [];
        for (const message of messages.add(chunk)) {
          cut ||= !mayPass(message);
          if (cut) break;
          passed.push(message);
        }
        if (passed.length > 0) to.write(Buffer.concat(passed));
      });
    };
    pass(client, upstream, line.measures.sent, (message) => line.sent(message));
    pass(upstream, client, line.measures.heard, (message) => line.heard(message));
    for (const [socket, other] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      // What was sent before a process died still arrives.
      socket.once('close', () => {
        sockets.delete(socket);
        other.end();
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((done) => server.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
