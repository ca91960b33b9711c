import type { FastifyRequest } from 'fastify';

import { sessionErrors } from './session.errors';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];
/** Only browsers come here, with or without a session: nobody is to be signed in as somebody else unawares. */
const FOR_BROWSERS = ['/v1/session', '/v1/passwords', '/v1/passwords/links'];

/** Whether a page of another site could have caused this request with what the browser adds by itself. */
export function needsOurPage({ method, url }: Pick<FastifyRequest, 'method' | 'url'>, bySession: boolean): boolean {
  return !SAFE.includes(method) && (bySession || FOR_BROWSERS.includes(pathOf(url)));
}

/** As the router reads it, which takes `/v1/%73ession` and a whole address for the same. */
function pathOf(url: string): string {
  try {
    return decodeURIComponent(new URL(url, 'http://gateway').pathname);
  } catch {
    // No route has it.
    return url;
  }
}

/**
 * A header that another origin's page cannot send without being allowed to, which nobody is; and beside it what the browser itself says of where the
 * request came from.
 * @throws session.cross_site
 */
export function requireOurPage({ headers }: Pick<FastifyRequest, 'headers'>, ourOrigin: string): void {
  const { origin, 'sec-fetch-site': site } = headers;
  const elsewhere = origin !== undefined ? origin !== ourOrigin : site !== undefined && site !== 'same-origin';
  if (headers['x-throughline-page'] === undefined || elsewhere) throw sessionErrors.cross_site();
}
