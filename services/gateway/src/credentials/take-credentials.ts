import type { SessionCookie } from '@throughline/access/session-cookie';
import { requestErrors } from '@throughline/errors/common-errors';
import { sendProblem } from '@throughline/http/problem.filter';
import { networkOf } from '@throughline/http/network-of';
import { rootLogger } from '@throughline/observability/logger';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { clientAddress } from '../client-address';
import type { TokenBuckets } from '../rate-limit/token-buckets';
import { needsOurPage, requireOurPage } from './cross-site';
import type { Exchange } from './exchange';

/** By its form an API key: it is no token, and no service would take it. */
const API_KEY = /^Bearer +(tl_[A-Za-z0-9_-]{1,100})$/i;
const SESSION = /^ts_[A-Za-z0-9_-]{43}$/;
/** Whoever holds the link decides by it, whether or not his browser also keeps a session: nothing else of the request counts. */
const OWN_CREDENTIAL = /^\/v1\/decision-links\//;
/** What ends sessions. */
const SESSIONS = /^\/v1\/sessions?(\?|$)/;

export interface CredentialParts {
  exchange: Exchange;
  buckets: TokenBuckets;
  cookie: SessionCookie;
  /** Of our pages. */
  origin: string;
}

/**
 * Before anything else looks at a request: an API key or a session in it is replaced by an access token. What is not valid is taken out, so that the
 * request is one of nobody. Who sends an `Authorization` himself is not asked for his cookie. Asking the directory costs a token of the caller's address.
 */
export function takeCredentials(server: FastifyInstance, parts: CredentialParts): void {
  const logger = rootLogger('gateway');
  server.addHook('onRequest', async (request, reply) => {
    try {
      await take(request, parts);
    } catch (error) {
      sendProblem(error, request, reply, logger);
      return reply;
    }
  });
  // What has just been ended here is not believed for ten seconds more.
  server.addHook('onSend', async (request) => {
    const secret = request.method === 'DELETE' && SESSIONS.test(request.url) ? parts.cookie.in(request.headers.cookie) : undefined;
    if (secret !== undefined) parts.exchange.forget(secret);
  });
}

async function take(request: FastifyRequest, { exchange, buckets, cookie, origin }: CredentialParts): Promise<void> {
  if (OWN_CREDENTIAL.test(request.url)) {
    delete request.headers.authorization;
    return;
  }
  const { authorization } = request.headers;
  const session = authorization === undefined ? cookie.in(request.headers.cookie) : undefined;
  if (needsOurPage(request, session !== undefined)) requireOurPage(request, origin);
  const credential = session ?? API_KEY.exec(authorization ?? '')?.[1];
  if (credential === undefined || (session !== undefined && !SESSION.test(session))) return;
  if (!exchange.knows(credential)) {
    const wait = buckets.take(`address:${networkOf(clientAddress(request))}`);
    if (wait > 0) throw requestErrors.rate_limited({ retryAfterSeconds: wait });
  }
  const token = await exchange.tokenFor(credential);
  if (token === undefined) delete request.headers.authorization;
  else request.headers.authorization = `Bearer ${token}`;
}
