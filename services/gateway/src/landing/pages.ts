import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { FastifyInstance } from 'fastify';

/** Nothing inline, nothing from elsewhere. */
const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Swagger UI sets style attributes on what it draws. */
const FOR_SWAGGER = STRICT.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

interface Page {
  file: string;
  type: string;
  csp?: string;
}

const own = (name: string) => join(__dirname, '..', '..', 'public', name);
const swagger = (name: string) => join(dirname(require.resolve('swagger-ui-dist/package.json')), name);
const html = 'text/html; charset=utf-8';
const css = 'text/css; charset=utf-8';
const script = 'text/javascript; charset=utf-8';

/** Every file that is served, by its address: an address that is not here does not exist. */
const PAGES: Record<string, Page> = {
  '/assets/set-password.css': { file: own('set-password.css'), type: css },
  '/assets/set-password.js': { file: own('set-password.js'), type: script },
  '/set-password': { file: own('set-password.html'), type: html, csp: STRICT },
  '/forgot-password': { file: own('forgot-password.html'), type: html, csp: STRICT },
  '/assets/forgot-password.css': { file: own('forgot-password.css'), type: css },
  '/assets/forgot-password.js': { file: own('forgot-password.js'), type: script },
  '/docs': { file: own('docs.html'), type: html, csp: FOR_SWAGGER },
  '/assets/docs.js': { file: own('docs.js'), type: script },
  '/assets/swagger-ui.css': { file: swagger('swagger-ui.css'), type: css },
  '/assets/swagger-ui-bundle.js': { file: swagger('swagger-ui-bundle.js'), type: script },
};

/** The pages that stand beside the console, and their files. */
export function servePages(server: FastifyInstance): void {
  for (const [address, { file, type, csp }] of Object.entries(PAGES)) {
    let content: Buffer | undefined;
    server.get(address, (_request, reply) => {
      content ??= readFileSync(file);
      void reply
        .headers({ 'content-type': type, 'cache-control': 'no-cache', 'referrer-policy': 'no-referrer', 'content-security-policy': csp ?? STRICT })
        .send(content);
    });
  }
}
