import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Written by the console's build: all that may be served of its folder. */
interface ConsoleManifest {
  screens: string[];
  files: string[];
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};
/** Their names hold a hash of what is in them: another content is another address. */
const HASHED = /^assets\/(?:.+-)?[\w-]{8}\.\w+$/;
const NOTHING: ConsoleManifest = { screens: [], files: [] };
const NOT_BUILT = '<!doctype html><html lang="en"><title>Throughline</title><p>The console is not built: <code>npm run build</code>. The API is: <a href="/docs">/docs</a>.</p></html>';

/** Nothing inline but the styles that libraries make in the page, which carry the nonce of this answer; nothing from elsewhere. */
const policy = (nonce: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Beside the compiled gateway; of the sources, where they run as they are. */
const built = ['../../../console', '../../../../dist/services/console'].map((folder) => join(__dirname, folder)).find((folder) => existsSync(join(folder, 'console.json')));

/**
 * The console: its page at each address of a screen, so that a link or a reload leads to where it points, and its files. What the build does not name
 * does not exist.
 */
export function serveConsole(server: FastifyInstance, sandbox: boolean): void {
  const { screens, files } = built === undefined ? NOTHING : (JSON.parse(readFileSync(join(built, 'console.json'), 'utf8')) as ConsoleManifest);
  const html = built === undefined ? NOT_BUILT : readFileSync(join(built, 'index.html'), 'utf8').replace('THROUGHLINE_MODE', sandbox ? 'sandbox' : 'production');
  const sendPage = (_request: FastifyRequest, reply: FastifyReply) => {
    const nonce = randomBytes(16).toString('base64url');
    void reply
      .headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', 'referrer-policy': 'no-referrer', 'content-security-policy': policy(nonce) })
      .send(html.replaceAll('THROUGHLINE_NONCE', nonce));
  };
  for (const address of ['/', '/signed-in', ...screens.flatMap((screen) => [`/${screen}`, `/${screen}/*`])]) server.get(address, sendPage);
  for (const file of files) server.get(`/${file}`, fileSender(join(built!, file), HASHED.test(file)));
}

function fileSender(path: string, hashed: boolean) {
  let plain: Buffer | undefined;
  let gzipped: Buffer | undefined;
  const headers = {
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
  };
  const compressed = existsSync(`${path}.gz`);
  return (request: FastifyRequest, reply: FastifyReply) => {
    void reply.headers(headers);
    if (!compressed || !/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send((plain ??= readFileSync(path)));
    return reply.header('content-encoding', 'gzip').send((gzipped ??= readFileSync(`${path}.gz`)));
  };
}
