import { requestErrors } from '@throughline/errors/common-errors';
import type { FastifyInstance } from 'fastify';

/** Where RFC 6749 has a form sent; nowhere else: a page of another origin can send forms without asking. */
const FORM_ROUTES = ['/oauth/token'];
const LONGEST = 16_384;

export function readForms(server: FastifyInstance): void {
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: LONGEST }, (request, body, done) => {
    if (!FORM_ROUTES.includes(request.routeOptions.url ?? '')) return done(requestErrors.unsupported_media_type());
    done(null, Object.fromEntries(new URLSearchParams(body as string)));
  });
}
