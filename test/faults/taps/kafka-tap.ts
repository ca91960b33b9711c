import { tcpTap } from './tcp-tap';
import type { Line, Tap } from './tcp-tap';
import type { Tapped } from './watch';

/** Kinds of request, https://kafka.apache.org/protocol#protocol_api_keys */
const kinds = { produce: 0, fetch: 1, metadata: 3, offsetCommit: 8, findCoordinator: 10, addPartitionsToTxn: 24, endTxn: 26 } as const;
const publishes: ReadonlyMap<number, string> = new Map([
  [kinds.addPartitionsToTxn, 'Kafka: AddPartitionsToTxn'],
  [kinds.produce, 'Kafka: Produce'],
  [kinds.endTxn, 'Kafka: EndTxn'],
]);

interface Request {
  kind: number;
  step?: string;
}

/**
 * Reads Kafka's protocol along: the transaction in which the relay tells a fact of the watched story, and the fetch and the stored position of who is told.
 * The broker names itself in its answers; they are changed to name this tap.
 */
export function kafkaTap(target: { host: string; port: number }, tapped: Tapped): Promise<Tap> {
  return tcpTap(target, (port) => new Conversation(tapped, address(target.host, target.port), address(target.host, port)));
}

class Conversation implements Line {
  readonly measures = { sent: sized, heard: sized };
  private readonly asked = new Map<number, Request>();

  constructor(
    private readonly tapped: Tapped,
    private readonly broker: Buffer,
    private readonly itself: Buffer,
  ) {}

  sent(message: Buffer): boolean {
    const request: Request = { kind: message.readInt16BE(4) };
    this.asked.set(message.readInt32BE(8), request);
    const { watch, publishing, reading } = this.tapped;
    if (!watch) return true;
    if (publishing?.watch === watch && !publishing.told && publishes.has(request.kind)) request.step = watch.step(publishes.get(request.kind)!);
    if (reading === watch && request.kind === kinds.offsetCommit) request.step = watch.step('Kafka: OffsetCommit');
    return !request.step || this.lives(watch.reached('before', request.step));
  }

  heard(message: Buffer): boolean {
    const id = message.readInt32BE(4);
    const request = this.asked.get(id);
    this.asked.delete(id);
    if (!request) return true;
    if (request.kind === kinds.metadata || request.kind === kinds.findCoordinator) this.rename(message);
    const { watch } = this.tapped;
    if (!watch) return true;
    if (request.kind === kinds.fetch && this.tapped.reading !== watch && watch.concerns(message)) {
      request.step = watch.step('Kafka: Fetch');
      this.tapped.reading = watch;
    }
    if (!request.step) return true;
    if (request.kind === kinds.endTxn && this.tapped.publishing) this.tapped.publishing.told = true;
    if (request.kind === kinds.offsetCommit) this.tapped.reading = undefined;
    return this.lives(watch.reached('after', request.step));
  }

  private rename(message: Buffer): void {
    for (let at = message.indexOf(this.broker); at >= 0; at = message.indexOf(this.broker, at + 1)) this.itself.copy(message, at);
  }

  private lives(struck: boolean): boolean {
    if (struck) this.tapped.die();
    return !struck;
  }
}

const sized = (bytes: Buffer): number | undefined => (bytes.length < 4 ? undefined : 4 + bytes.readInt32BE(0));

/** As answers write it: the host behind its length, then the port. */
function address(host: string, port: number): Buffer {
  const bytes = Buffer.alloc(2 + host.length + 4);
  bytes.writeInt16BE(host.length, 0);
  bytes.write(host, 2);
  bytes.writeInt32BE(port, 2 + host.length);
  return bytes;
}
