import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { Principal } from '@throughline/access/principal';
import { ACCESS_TOKEN_TYPE, claimsOf } from '@throughline/access/token-verifier';
import type { JSONWebKeySet, KeyLike } from 'jose';
import { SignJWT, calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair, importPKCS8 } from 'jose';

/** Seconds that a token is good for, by the wall clock also where business time stands still. */
export const tokenLifetimeSeconds = 300;

export interface IssuerOptions {
  issuer: string;
  audience: string;
}

/** Signs access tokens as an identity provider would. For the sandbox only: it asks nobody for a password. */
export class TokenIssuer {
  private constructor(
    private readonly options: IssuerOptions,
    private readonly key: KeyLike,
    private readonly algorithm: 'RS256' | 'ES256',
    private readonly keyId: string,
    /** The public half, for everybody who checks tokens. */
    readonly keySet: JSONWebKeySet,
  ) {}

  /** @throws Error for a key that is neither RSA nor P-256 */
  static async of(pem: string, options: IssuerOptions): Promise<TokenIssuer> {
    const algorithm = algorithmOf(pem);
    const key = await importPKCS8(pem, algorithm);
    const jwk = await exportJWK(createPublicKey(createPrivateKey(pem)));
    const keyId = await calculateJwkThumbprint(jwk);
    return new TokenIssuer(options, key, algorithm, keyId, { keys: [{ ...jwk, kid: keyId, alg: algorithm, use: 'sig' }] });
  }

  /** A new private key, PKCS#8 PEM. */
  static async newKey(): Promise<string> {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    return exportPKCS8(privateKey);
  }

  async issue(to: Principal, now = new Date()): Promise<{ token: string; expiresAt: Date }> {
    const issuedAt = Math.floor(now.getTime() / 1000);
    const expiresAt = issuedAt + tokenLifetimeSeconds;
    const token = await new SignJWT(claimsOf(to))
      .setProtectedHeader({ alg: this.algorithm, typ: ACCESS_TOKEN_TYPE, kid: this.keyId })
      .setIssuer(this.options.issuer)
      .setAudience(this.options.audience)
      .setSubject(to.personId)
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(this.key);
    return { token, expiresAt: new Date(expiresAt * 1000) };
  }
}

function algorithmOf(pem: string): 'RS256' | 'ES256' {
  const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) return 'RS256';
  if (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ES256';
  throw new Error('SANDBOX_SIGNING_KEY must be an RSA key of at least 2048 bits or a P-256 key.');
}
