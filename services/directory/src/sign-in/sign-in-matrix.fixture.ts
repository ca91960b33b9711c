import type { MatrixCall } from '@throughline/testing/route-matrix';

type Ask = (method: string, path: string, call: MatrixCall) => Promise<{ body: any }>;

/** How the routes of sign-in are called by the matrix of who may ask what; `ask` asks as an administrator, and the records are those of `ownerId`. */
export function signInCalls(ask: Ask, ownerId: string): Record<string, () => Promise<MatrixCall> | MatrixCall> {
  const key = { name: 'ERP', may: ['person:read'] };
  return {
    'POST /oauth/token': () => ({ body: { grant_type: 'none' } }),
    'GET /v1/api-keys': async () => ({ query: `?owner=${ownerId}`, theirs: [(await ask('POST', '/v1/api-keys', { body: { ...key, ownerId } })).body.id] }),
    'POST /v1/api-keys': () => ({ body: { ...key, ownerId } }),
    'DELETE /v1/api-keys/{id}': async () => ({ params: { id: (await ask('POST', '/v1/api-keys', { body: { ...key, ownerId } })).body.id } }),
    'POST /v1/signing-keys/withdrawals': async () => ({ body: { kid: (await ask('GET', '/.well-known/jwks.json', {})).body.keys.at(-1).kid, reason: 'Lost' } }),
    'POST /v1/people/{id}/password-links': () => ({ params: { id: ownerId } }),
    // To everybody: there is no mail server.
    'POST /v1/passwords/links': () => ({ body: { email: 'nobody@example.test' } }),
    'POST /v1/passwords': () => ({ body: { token: 'x', password: 'a sentence of mine' } }),
    // Wrong for everybody: whether one may try is told by a form that is not refused.
    'POST /v1/session': () => ({ body: { email: 'nobody@example.test', password: 'x' } }),
    'DELETE /v1/session': () => ({}),
    'DELETE /v1/sessions': () => ({}),
    'DELETE /v1/people/{id}/sessions': () => ({ params: { id: ownerId } }),
    'DELETE /v1/people/{id}/subject': () => ({ params: { id: ownerId } }),
    'GET /v1/sign-in': () => ({}),
    'GET /v1/sign-in/oidc': () => ({}),
    'GET /v1/sign-in/oidc/callback': () => ({}),
  };
}
