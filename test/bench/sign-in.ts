import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { claimsOf, ACCESS_TOKEN_TYPE } from '@throughline/access/token-verifier';
import type { Principal } from '@throughline/access/principal';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface Issuer {
  /** Settings of a service that takes this issuer's tokens. */
  readonly env: Record<string, string>;
  token(person: Principal): Promise<string>;
  close(): void;
}

/** An issuer of access tokens like a company's own: a key pair, and its public key at an address. */
export async function startIssuer(tenant: string): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' }] });
  const server = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(keys));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: { TOKEN_ISSUER: url, JWKS_URL: `${url}/keys`, TOKEN_AUDIENCE: 'bench', THROUGHLINE_TENANT: tenant },
    token: (person) =>
      new SignJWT(claimsOf({ ...person, tenant }))
        .setProtectedHeader({ alg: 'ES256', typ: ACCESS_TOKEN_TYPE, kid: 'bench' })
        .setIssuer(url)
        .setAudience('bench')
        .setSubject(person.personId)
        .setNotBefore('-1m')
        .setExpirationTime('2h')
        .sign(privateKey),
    close: () => void server.close(),
  };
}
