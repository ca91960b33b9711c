import { connect } from 'node:net';

/**
 * Asks a broker with Kafka's own protocol which brokers it knows (Metadata request), as an open port does not yet mean a broker that
 * serves. By hand, because a client library is a heavy thing to ask one question with.
 * @param broker host:port
 * @throws Error while there is no answer, or no broker has joined
 */
export async function probeKafka(broker: string, withinMs = 3_000): Promise<void> {
  const brokers = await askForBrokers(broker, withinMs);
  if (brokers < 1) throw new Error('the broker has not joined its own cluster yet');
}

const METADATA = 3;
/** The oldest version whose empty list means "no topics", still served by Kafka 4. */
const VERSION = 1;

function askForBrokers(broker: string, withinMs: number): Promise<number> {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(broker.trim()) ?? [];
  return new Promise((resolve, reject) => {
    const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port: Number(port) });
    let received = Buffer.alloc(0);
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(withinMs, () => fail(new Error(`${broker} does not answer within ${withinMs / 1000} s`)));
    socket.once('error', fail);
    socket.once('close', () => fail(new Error(`${broker} closed the connection`)));
    socket.once('connect', () => socket.write(metadataRequest()));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 12) return;
      resolve(received.readInt32BE(8)); // size, correlation id, then the number of brokers
      socket.destroy();
    });
  });
}

function metadataRequest(): Buffer {
  const request = Buffer.alloc(4 + 2 + 2 + 4 + 2 + 4);
  request.writeInt32BE(request.length - 4, 0);
  request.writeInt16BE(METADATA, 4);
  request.writeInt16BE(VERSION, 6);
  request.writeInt32BE(1, 8); // correlation id
  request.writeInt16BE(-1, 12); // no client id
  request.writeInt32BE(0, 14); // no topics
  return request;
}
