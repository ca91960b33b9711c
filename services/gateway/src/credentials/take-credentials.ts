import { requestErrors } from '@throughline/errors/common-errors';
import { sendProblem } from '@throughline/http/problem.filter';
import { rootLogger } from '@throughline/observability/logger';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { clientAddress } from '../client-address';
import type { TokenBuckets } from '../rate-limit/token-buckets';
import type { Exchange } from './exchange';

/** By its form an API key: it is no token, and no service would take it. */
const API_KEY = /^Bearer +(tl_[A-Za-z0-9_-]{1,100})$/i;

/**
 * Before anything else looks at a request: an API key in it is replaced by an access token. What is not valid is taken out, so that the request is
 * one of nobody. Asking the directory costs a token of the caller's address.
 */
export function takeCredentials(server: FastifyInstance, exchange: Exchange, buckets: TokenBuckets): void {
  const logger = rootLogger('gateway');
  server.addHook('onRequest', async (request, reply) => {
    const key = API_KEY.exec(request.headers.authorization ?? '')?.[1];
    if (key === undefined) return;
    try {
      await replace(request, key, exchange, buckets);
    } catch (error) {
      sendProblem(error, request, reply, logger);
      return reply;
    }
  });
}

async function replace(request: FastifyRequest, credential: string, exchange: Exchange, buckets: TokenBuckets): Promise<void> {
  if (!exchange.knows(credential)) {
    const wait = buckets.take(`address:${clientAddress(request)}`);
    if (wait > 0) throw requestErrors.rate_limited({ retryAfterSeconds: wait });
  }
  const token = await exchange.tokenFor(credential);
  if (token === undefined) delete request.headers.authorization;
  else request.headers.authorization = `Bearer ${token}`;
}
