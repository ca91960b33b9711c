import type { FastifyRequest } from 'fastify';

import { requestErrors } from '@throughline/errors/common-errors';
import { networkOf } from '@throughline/http/network-of';
import type { Verifier } from '@throughline/http/sign-in.guard';

import { clientAddress } from '../client-address';
import type { TokenBuckets } from './token-buckets';

/**
 * One bucket for each person, however many tokens he holds; for who shows no valid token, one for each address (of IPv6, each /64). A bad token is not
 * refused here: its service does that.
 * @throws request.rate_limited with Retry-After
 */
export function limitRequests(buckets: TokenBuckets, verifier: Verifier): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const wait = buckets.take((await personOf(request, verifier)) ?? `address:${networkOf(clientAddress(request))}`);
    if (wait > 0) throw requestErrors.rate_limited({ retryAfterSeconds: wait });
  };
}

async function personOf(request: FastifyRequest, verifier: Verifier): Promise<string | undefined> {
  const token = /^Bearer +(\S{1,8192})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) return undefined;
  return verifier.verify(token).then(
    ({ personId }) => `person:${personId}`,
    () => undefined,
  );
}
