import { Socket, connect as connectPlain } from 'node:net';
import { connect as connectSecure } from 'node:tls';

import type { ISocketFactoryArgs } from 'kafkajs';
import { Kafka, logLevel } from 'kafkajs';

import type { KafkajsLog } from './kafkajs-log';

/**
 * The first pause: kafkajs' own of 300 ms costs every transaction 295 ms instead of 29 (measured), as it waits for the markers of the last one. The longest:
 * so long a broker that has come back may go unnoticed.
 */
export const retry = { initialRetryTime: 10, maxRetryTime: 2_000, retries: 60 };

/**
 * The connections of one kafkajs client, held in hand so that they can be cut: kafkajs itself cannot be told to stop trying, and its farewell waits for
 * answers of a broker that may be away.
 */
export class KafkajsLine {
  readonly kafka: Kafka;
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  constructor(
    brokers: readonly string[],
    clientId: string,
    log: KafkajsLog,
    private readonly onCut: () => void,
  ) {
    this.kafka = new Kafka({
      clientId,
      // That there is no broker at all is the one thing that ends its attempts.
      brokers: () => (this.isCut ? [] : [...brokers]),
      retry,
      connectionTimeout: 3_000,
      requestTimeout: 30_000,
      logLevel: logLevel.WARN,
      logCreator: () => (entry) => {
        if (!this.isCut) log.write(entry);
      },
      socketFactory: (where) => this.socket(where),
    });
  }

  /** Whether anybody is at the other end. */
  get isOpen(): boolean {
    return [...this.sockets].some((socket) => !socket.connecting && !socket.destroyed);
  }

  /** For good, and at once: what waits for an answer fails, what tries again gives up after its pause (2 s at most). */
  cut(): void {
    this.isCut = true;
    this.onCut();
    for (const socket of this.sockets) socket.destroy(new Error('this client was closed'));
  }

  private socket({ host, port, ssl, onConnect }: ISocketFactoryArgs): Socket {
    const socket = this.isCut ? stillborn() : ssl ? connectSecure({ host, port, servername: host, ...ssl }, onConnect) : connectPlain({ host, port }, onConnect);
    socket.setKeepAlive(true, 60_000);
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  }
}

/** Fails as soon as somebody listens to it. */
function stillborn(): Socket {
  const socket = new Socket();
  process.nextTick(() => socket.destroy(new Error('this client was closed')));
  return socket;
}
