import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWK, KeyLike } from 'jose';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What is wrong with the next ID token, or with what comes with it. */
export interface Fault {
  claims?: Record<string, unknown>;
  /** Signed by a key that the provider does not publish. */
  foreignKey?: true;
  header?: Record<string, unknown>;
  /** Signed with this secret instead (HS256). */
  secret?: string;
}

interface Asked {
  nonce: string;
  challenge: string;
  redirectUri: string;
  claims: Record<string, unknown>;
  fault: Fault;
}

export const clientId = 'throughline';
export const clientSecret = 'a secret of the client';

/** An OpenID Connect provider over HTTP: discovery, keys, code flow with PKCE and a confidential client. Whoever comes is signed in at once as `who`. */
export class LocalProvider {
  who: Record<string, unknown> = {};
  fault: Fault = {};
  /** How often its keys were read. */
  keysRead = 0;
  private readonly codes = new Map<string, Asked>();
  private keys: { kid: string; key: KeyLike; jwk: JWK }[] = [];
  private server!: Server;
  issuer = '';

  async start(): Promise<void> {
    await this.rotate();
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => this.server.once('listening', resolve));
    this.issuer = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Signs with a new key, and publishes nothing of the old one. */
  async rotate(): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const kid = randomUUID();
    this.keys = [{ kid, key: privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' } }];
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, this.issuer);
    const json = (status: number, body: object) => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (pathname === '/.well-known/openid-configuration') {
      return json(200, {
        issuer: this.issuer, authorization_endpoint: `${this.issuer}/authorize`, token_endpoint: `${this.issuer}/token`, jwks_uri: `${this.issuer}/keys`,
        response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'],
      });
    }
    if (pathname === '/keys') {
      this.keysRead += 1;
      return json(200, { keys: this.keys.map(({ jwk }) => jwk) });
    }
    if (pathname === '/authorize') return this.authorize(searchParams, response);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return this.token(request.headers.authorization, new URLSearchParams(Buffer.concat(chunks).toString()), json);
  }

  private authorize(asked: URLSearchParams, response: ServerResponse): void {
    if (asked.get('client_id') !== clientId || asked.get('code_challenge_method') !== 'S256' || asked.get('response_type') !== 'code') return void response.writeHead(400).end();
    const code = randomUUID();
    const redirectUri = asked.get('redirect_uri')!;
    this.codes.set(code, { nonce: asked.get('nonce')!, challenge: asked.get('code_challenge')!, redirectUri, claims: this.who, fault: this.fault });
    response.writeHead(302, { location: `${redirectUri}?${new URLSearchParams({ code, state: asked.get('state')! }).toString()}` }).end();
  }

  private async token(authorization: string | undefined, form: URLSearchParams, json: (status: number, body: object) => void): Promise<void> {
    const code = form.get('code') ?? '';
    const asked = this.codes.get(code);
    this.codes.delete(code);
    const [id, secret] = Buffer.from(authorization?.slice(6) ?? '', 'base64').toString().split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    if (id !== clientId || secret !== clientSecret) return json(401, { error: 'invalid_client' });
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    if (!asked || asked.challenge !== challenge || asked.redirectUri !== form.get('redirect_uri')) return json(400, { error: 'invalid_grant' });
    json(200, { access_token: randomUUID(), token_type: 'Bearer', id_token: await this.idToken(asked) });
  }

  private async idToken({ nonce, claims, fault }: Asked): Promise<string> {
    const [signer] = this.keys;
    const now = Math.floor(Date.now() / 1000);
    const key = fault.secret ? new TextEncoder().encode(fault.secret) : fault.foreignKey ? (await generateKeyPair('RS256')).privateKey : signer!.key;
    return new SignJWT({ iss: this.issuer, aud: clientId, iat: now, exp: now + 300, nonce, ...claims, ...fault.claims })
      .setProtectedHeader({ alg: fault.secret ? 'HS256' : 'RS256', kid: signer!.kid, ...fault.header })
      .sign(key);
  }
}
