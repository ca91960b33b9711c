import { Transform } from 'node:stream';

import { requestErrors } from '@throughline/errors/common-errors';
import { BODY_LIMIT } from '@throughline/http/fastify-server';
import type { preParsingAsyncHookHandler, RequestPayload } from 'fastify';

import { STREAMED } from './route-table';

/**
 * Refuses too long a body here already. Its service would refuse it as well, but close the connection while the rest is still on its way,
 * and then the answer may be lost. What is left of the body is read and dropped, so that the caller gets the answer too.
 * @throws request.body_too_large
 */
export const limitBody: preParsingAsyncHookHandler = async (request, _reply, payload) => {
  if (STREAMED.some((prefix) => request.url.startsWith(prefix))) return payload;
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) throw requestErrors.body_too_large();
  return request.headers['transfer-encoding'] ? counted(payload) : payload;
};

/** For a body that does not tell its length: the error reaches the proxy as that of a broken body. */
function counted(payload: RequestPayload): Transform {
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= BODY_LIMIT) return done(null, chunk);
      payload.unpipe(counter);
      payload.resume();
      done(requestErrors.body_too_large());
    },
  });
  return payload.pipe(counter);
}
