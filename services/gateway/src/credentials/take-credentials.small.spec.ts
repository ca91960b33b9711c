import { SessionCookie } from '@throughline/access/session-cookie';
import fastify from 'fastify';

import { TokenBuckets } from '../rate-limit/token-buckets';
import type { Exchange } from './exchange';
import { takeCredentials } from './take-credentials';

const cookie = new SessionCookie('https://crm.example');
const session = `${cookie.name}=ts_${'a'.repeat(43)}`;

async function gateway() {
  const server = fastify();
  const asked: string[] = [];
  const exchange = { knows: () => true, tokenFor: async (one: string) => (asked.push(one), 'a-token') } as unknown as Exchange;
  server.decorateRequest('correlationId', '');
  takeCredentials(server, { exchange, buckets: new TokenBuckets({ perSecond: 100, burst: 100 }), cookie, origin: 'https://crm.example' });
  server.post('/v1/*', async ({ headers }) => headers.authorization ?? 'nobody');
  return { asked, post: async (url: string, headers: Record<string, string>) => (await server.inject({ method: 'POST', url, headers })).body };
}

it('the form of a decision link is that of its holder, whatever else his browser sends; no other page may change anything', async () => {
  const { asked, post } = await gateway();
  // A form of a page without referrer says that it comes from nowhere.
  const byForm = { cookie: session, origin: 'null', 'sec-fetch-site': 'same-origin' };
  expect(await post('/v1/decision-links/abc', byForm)).toBe('nobody');
  expect(await post('/v1/decision-links/abc', { authorization: 'Bearer somebody' })).toBe('nobody');
  expect(asked).toEqual([]);
  expect(await post('/v1/tasks/1/decide', byForm)).toContain('session.cross_site');
  expect(await post('/v1/tasks/1/decide', { cookie: session, 'x-throughline-page': '1' })).toBe('Bearer a-token');
});
