import type { FastifyInstance } from 'fastify';

import { requestErrors } from '@throughline/errors/common-errors';

const LONGEST = 16_384;

/** Forms are read on these routes (their patterns) and nowhere else: a page of another origin can send forms without asking. */
export function readForms(...routes: string[]): (server: FastifyInstance) => void {
  return (server) => {
    server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: LONGEST }, (request, body, done) => {
      if (!routes.includes(request.routeOptions.url ?? '')) return done(requestErrors.unsupported_media_type());
      done(null, Object.fromEntries(new URLSearchParams(body as string)));
    });
  };
}
