import { connect, constants, createServer } from 'node:http2';
import type { ClientHttp2Session, IncomingHttpHeaders, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { Tap } from './tcp-tap';
import type { Tapped } from './watch';

interface Answer {
  headers: IncomingHttpHeaders;
  /** No body and no trailers follow. */
  bare: boolean;
  body: Buffer;
  trailers: IncomingHttpHeaders;
}

/**
 * Stands between a process and Temporal. Every call of its API has one request and one answer, so a call that speaks of the watched story is a step of it; an
 * answer that speaks of it to a request that did not (a poll that is handed a task) is one too.
 */
export async function temporalTap(target: string, tapped: Tapped): Promise<Tap> {
  const sessions = new Set<ServerHttp2Session>();
  const upstreams = new WeakMap<ServerHttp2Session, ClientHttp2Session>();
  const server = createServer();
  server.on('session', (session) => {
    const upstream = connect(`http://${target}`);
    upstreams.set(session, upstream);
    sessions.add(session);
    for (const one of [session, upstream]) one.on('error', () => undefined);
    session.once('close', () => {
      sessions.delete(session);
      upstream.destroy();
    });
    upstream.once('close', () => session.destroy());
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    const upstream = stream.session && upstreams.get(stream.session as ServerHttp2Session);
    if (upstream) call(stream, headers, upstream, tapped).catch(() => stream.close(constants.NGHTTP2_CANCEL));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((done) => server.close(done));
      for (const session of sessions) session.destroy();
      await closed;
    },
  };
}

async function call(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, upstream: ClientHttp2Session, tapped: Tapped): Promise<void> {
  const asked = await bytesOf(stream);
  const kind = `Temporal: ${String(headers[':path']).split('/').at(-1)}`;
  const { watch } = tapped;
  const step = watch?.concerns(plain(asked)) ? watch.step(kind) : undefined;
  if (step && watch!.reached('before', step)) return tapped.die();

  const answer = await ask(stream, headers, asked, upstream);
  const now = tapped.watch;
  const handed = !step && now?.concerns(plain(answer.body)) ? now.step(kind) : undefined;
  if ((step ?? handed) && now && (step === undefined || now === watch) && now.reached('after', (step ?? handed)!)) return tapped.die();
  if (stream.destroyed) return;
  if (answer.bare) return stream.respond(answer.headers, { endStream: true });
  stream.respond(answer.headers, { waitForTrailers: true });
  stream.once('wantTrailers', () => stream.sendTrailers(answer.trailers));
  stream.end(answer.body);
}

/** Whoever asked and is gone needs no answer: a poll is then given up at the server too. */
async function ask(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, body: Buffer, upstream: ClientHttp2Session): Promise<Answer> {
  const request = upstream.request(headers);
  const giveUp = (): void => request.close(constants.NGHTTP2_CANCEL);
  stream.once('close', giveUp);
  const answer: Answer = { headers: {}, bare: false, body: Buffer.alloc(0), trailers: {} };
  request.on('response', (received, flags) => {
    answer.headers = received;
    answer.bare = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
  });
  request.on('trailers', (received) => (answer.trailers = received));
  request.end(body);
  answer.body = await bytesOf(request);
  stream.off('close', giveUp);
  return answer;
}

function bytesOf(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((done, fail) => {
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.once('end', () => done(Buffer.concat(chunks)));
    stream.once('error', fail);
    stream.once('close', () => fail(new Error('the stream was closed')));
  });
}

/** gRPC frames: one byte that says whether it is compressed, four with the length, then the message. */
function plain(body: Buffer): Buffer {
  const messages: Buffer[] = [];
  for (let at = 0; at + 5 <= body.length; ) {
    const length = body.readUInt32BE(at + 1);
    const message = body.subarray(at + 5, at + 5 + length);
    messages.push(body[at] === 1 ? gunzipSync(message) : message);
    at += 5 + length;
  }
  return Buffer.concat(messages);
}
